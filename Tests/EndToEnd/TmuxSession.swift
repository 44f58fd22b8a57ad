import Foundation

/// A shell in a window of a tmux server of its own, which ends with the value.
final class TmuxSession {
  /// What the shell says when it waits for a command.
  static let prompt = "ready>"

  let workspace: Workspace
  private let tmux: String

  /// Opens the window and waits for the shell.
  init(in workspace: Workspace, width: Int = 120, height: Int = 40) throws {
    self.workspace = workspace
    tmux = try Tool.tmux.path()
    try workspace.markWelcome()
    workspace.environment["PS1"] = "\(Self.prompt) "
    workspace.environment["TERM"] = "xterm-256color"
    workspace.environment["SHELL"] = "/bin/sh"
    try command("new-session", "-d", "-x", "\(width)", "-y", "\(height)", "exec sh -i")
    try waitsForShell()
  }

  /// Ends the server and waits for the programs in its window, which may still write files.
  deinit {
    _ = try? command("kill-server")
    try? eventually("the end of every program in the window") { workspace.isIdle }
  }

  /// Sends a command to the server.
  ///
  /// - Returns: What the server prints.
  @discardableResult
  func command(_ words: String...) throws -> String {
    let server = ["-u", "-S", workspace.path("tmux"), "-f", "/dev/null"]
    let outcome = try workspace.run(tmux, server + words)
    guard outcome.status == 0 else {
      throw ChildProcess.Failure(description: "tmux \(words): \(outcome.errors)")
    }
    return outcome.output
  }

  // MARK: Keys

  /// Types text, letter by letter.
  func type(_ text: String) throws { try command("send-keys", "-l", text) }

  /// Presses a key by tmux's name for it.
  func press(_ key: String) throws { try command("send-keys", key) }

  /// Types a command of the shell and the key that ends it.
  func enter(_ line: String) throws {
    try type(line)
    try press("Enter")
  }

  // MARK: Screen

  /// The rows as a person sees them, without blanks at their ends.
  func rows() throws -> [String] {
    try command("capture-pane", "-p").split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  func screen() throws -> String { try command("capture-pane", "-p") }

  /// The screen with the lines that the terminal has broken in one piece.
  func unbrokenScreen() throws -> String { try command("capture-pane", "-p", "-J") }

  /// Waits until the screen shows a text.
  func waits(for text: String) throws { try waits(for: "the text '\(text)'") { $0.contains(text) } }

  /// Waits until the screen is as wanted.
  func waits(for what: String, _ holds: (String) -> Bool) throws {
    var last = ""
    try eventually("\(what) on the screen\n\(last)") {
      last = try screen()
      return holds(last)
    }
  }

  /// Waits until the last line is the shell's empty prompt.
  func waitsForShell() throws {
    try waits(for: "the shell's prompt") { screen in
      screen.split(separator: "\n").last?.trimmingCharacters(in: .whitespaces) == Self.prompt
    }
  }

  /// Runs a command of the shell to its end.
  ///
  /// - Returns: What it printed to its standard output.
  func output(of line: String) throws -> String {
    let name = "shell-\(UUID().uuidString.prefix(8))"
    try enter("\(line) >\(name).part; mv \(name).part \(name)")
    try eventually("the end of \(line)") { workspace.holds(name) }
    try waitsForShell()
    return try workspace.text(name)
  }

  /// The modes of the terminal's line, and what tmux knows of the screen.
  func modes() throws -> String {
    try output(of: "stty -a")
      + command(
        "display-message", "-p",
        "alternate #{alternate_on} mouse #{mouse_any_flag} cursor #{cursor_flag}")
  }
}
