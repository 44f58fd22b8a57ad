import Foundation

/// A browser without a screen, which opens pages from files.
enum Browser {
  /// Chromium, by the names that systems give it; nil where it is missing.
  static let program: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    return names.flatMap { name in folders.map { "\($0)/\(name)" } }
      .first(where: FileManager.default.isExecutableFile(atPath:))
  }()

  struct Failure: Error, CustomStringConvertible { let description: String }

  /// Opens a page, runs its script, and gives the document as it is then.
  ///
  /// - Parameters:
  ///   - page: The file.
  ///   - fragment: What follows `#` in its address.
  ///   - folder: Where the browser may keep what it likes.
  /// - Returns: The document's source.
  /// - Throws: `Failure` where the browser is missing or fails.
  static func document(of page: URL, _ fragment: String = "", in folder: URL) throws -> String {
    guard let program else { throw Failure(description: "chromium is missing") }
    let output = folder.appending(path: "document-\(UUID().uuidString)")
    try Data().write(to: output)
    defer { try? FileManager.default.removeItem(at: output) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    process.arguments = [
      "120", program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
      "--no-first-run", "--disable-background-networking",
      "--user-data-dir=\(folder.appending(path: "profile").path)", "--virtual-time-budget=10000",
      "--dump-dom", page.absoluteString + (fragment.isEmpty ? "" : "#\(fragment)"),
    ]
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(program) ended with \(process.terminationStatus)")
    }
    return String(decoding: try Data(contentsOf: output), as: UTF8.self)
  }
}
