import Foundation

/// Programs of the machine that the tests drive; all of them must be there.
enum Tool: String, CaseIterable {
  case tmux, xterm, kitty, xdotool, make, bash, zsh, fish, mandoc, clang
  case displayServer = "Xvfb"
  case screenshot = "import"
  case sixelDecoder = "sixel2png"
  /// GNU time, which tells how much memory a program took.
  case time
  /// Programs on an x86-64 processor of another kind.
  case emulator = "qemu-x86_64"
  /// What a program asks of the system.
  case strace

  var isInstalled: Bool { (try? path()) != nil }

  struct Missing: Error, CustomStringConvertible { let description: String }

  /// Where the program is.
  func path() throws -> String {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let paths = folders.map { "\($0)/\(rawValue)" }
    guard let path = paths.first(where: FileManager.default.isExecutableFile(atPath:)) else {
      throw Missing(description: "\(rawValue) is missing: make setup-test installs it")
    }
    return path
  }
}
