import Foundation
import Pictures
import Testing

/// An X display without a screen, with a terminal in its corner.
final class VirtualDisplay {
  static let columns = 100
  static let rows = 40
  /// A letter of DejaVu Sans Mono at 10 points.
  static let cellWidth = 8
  static let cellHeight = 17

  private let workspace: Workspace
  // Ended in this order.
  private var terminal: ChildProcess?
  private let server: ChildProcess

  /// Starts the display and waits until it takes connections.
  init(in workspace: Workspace) throws {
    self.workspace = workspace
    try workspace.markWelcome()
    let program = try Tool.displayServer.path()
    for tool in [Tool.xterm, .screenshot, .xdotool] { _ = try tool.path() }
    // The server itself chooses a number that is free, and tells it through a descriptor.
    let script =
      "exec '\(program)' -displayfd 3 -screen 0 1024x768x24 +extension GLX"
      + " -nolisten tcp 3>display"
    server = try workspace.start(
      "/bin/sh", ["-c", script],
      .files(output: workspace.path("server.out"), errors: workspace.path("server.err")))
    let number = try eventually("a display") {
      let text = try? workspace.text("display")
      return text?.hasSuffix("\n") == true ? text?.trimmingCharacters(in: .newlines) : nil
    }
    workspace.environment["DISPLAY"] = ":\(number)"
  }

  deinit { terminal = nil }

  /// Opens an xterm that knows sixels, with a program in it.
  func open(_ program: String, _ arguments: [String]) throws {
    let options = [
      "-ti", "vt340", "-tn", "xterm-256color", "-fa", "DejaVu Sans Mono", "-fs", "10",
      "-geometry", "\(Self.columns)x\(Self.rows)+0+0", "-b", "0", "-bw", "0", "+sb",
      "-xrm", "XTerm*allowWindowOps: true", "-xrm", "XTerm*cursorBlink: false",
    ]
    terminal = try workspace.start(
      try Tool.xterm.path(), options + ["-e", program] + arguments,
      .files(output: workspace.path("xterm.out"), errors: workspace.path("xterm.err")))
  }

  /// Opens a kitty, with a line of the shell in it.
  ///
  /// - Returns: The width and height of a letter.
  func openKitty(_ line: String) throws -> (width: Int, height: Int) {
    let settings = [
      "remember_window_size=no", "initial_window_width=\(Self.columns)c",
      "initial_window_height=\(Self.rows)c", "window_padding_width=0", "window_margin_width=0",
      "placement_strategy=top-left", "update_check_interval=0", "enable_audio_bell=no",
      "cursor_blink_interval=0", "font_family=DejaVu Sans Mono", "font_size=10",
    ]
    workspace.environment["LIBGL_ALWAYS_SOFTWARE"] = "1"
    terminal = try workspace.start(
      try Tool.kitty.path(),
      ["--config", "NONE"] + settings.flatMap { ["-o", $0] } + ["sh", "-c", line],
      .files(output: workspace.path("kitty.out"), errors: workspace.path("kitty.err")))
    let window = try workspace.run(
      .xdotool, "search", "--sync", "--onlyvisible", "--class", "kitty", "windowfocus",
      "getwindowgeometry", "--shell")
    func side(_ name: String) throws -> Int {
      let lines = window.output.split(separator: "\n")
      return try #require(
        lines.first { $0.hasPrefix("\(name)=") }.flatMap { Int($0.dropFirst(name.count + 1)) },
        "\(window.output)\(window.errors)")
    }
    return (try side("WIDTH") / Self.columns, try side("HEIGHT") / Self.rows)
  }

  /// Types on the keyboard.
  func type(_ text: String) throws { try press("type", "--delay", "30", text) }

  /// Presses a key by its name in X.
  func press(key: String) throws { try press("key", key) }

  private func press(_ words: String...) throws {
    let outcome = try workspace.run(.xdotool, words)
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  /// What is on the display.
  func screenshot() throws -> Picture {
    let outcome = try workspace.run(.screenshot, "-window", "root", "png24:screenshot.png")
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try workspace.picture("screenshot.png")
  }

  /// Clicks into the middle of a letter's cell, both counted from 0.
  func click(row: Int, column: Int, button: Int = 1) throws {
    let (x, y) = (
      column * Self.cellWidth + Self.cellWidth / 2, row * Self.cellHeight + Self.cellHeight / 2
    )
    let outcome = try workspace.run(
      .xdotool, "mousemove", "\(x)", "\(y)", "click", "\(button)")
    try #require(outcome.status == 0, "\(outcome.errors)")
  }
}
