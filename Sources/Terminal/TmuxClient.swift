import Glibc

/// What tmux knows of the terminal around it, and of our place there.
package struct TmuxClient: Equatable, Sendable {
  /// What the terminal can do, in tmux's words: `RGB`, `sixel` and others.
  package var features: Set<String>
  /// The rows of the terminal above our pane, and the columns left of it; nil where the window is
  /// larger than the terminal.
  package var origin: Origin?
  /// How long tmux waits for the rest of a sequence before a lone escape byte is a key, in milliseconds.
  package var escapeTime: Int?

  /// A cell of the terminal around tmux, counted from 0.
  package struct Origin: Hashable, Sendable {
    package var row: Int
    package var column: Int

    package init(row: Int, column: Int) { (self.row, self.column) = (row, column) }
  }

  package init(features: Set<String>, origin: Origin? = nil, escapeTime: Int? = nil) {
    self.features = features
    self.origin = origin
    self.escapeTime = escapeTime
  }

  /// How long tmux may take to answer.
  private static let patience = Duration.milliseconds(300)

  private static let question = [
    "client_termfeatures", "pane_left", "pane_top", "status", "status-position", "window_bigger",
    "escape-time",
  ].map { "#{\($0)}" }.joined(separator: ";")

  /// Asks the tmux that the environment names; nil if it names none, or none answers in time.
  init?(_ environment: [String: String]) {
    guard let socket = environment["TMUX"]?.split(separator: ",").first,
      let pane = environment["TMUX_PANE"]
    else { return nil }
    let words = ["tmux", "-S", String(socket), "display-message", "-p", "-t", pane, Self.question]
    guard let answer = ProgramOutput(of: words, until: .now + Self.patience) else { return nil }
    self.init(answer: answer.text)
  }

  /// Reads tmux's answer to the question.
  package init?(answer: String) {
    let fields = answer.split(separator: "\n", omittingEmptySubsequences: false)[0]
      .split(separator: ";", omittingEmptySubsequences: false)
    guard fields.count == 7, let left = Int(fields[1]), let top = Int(fields[2]) else { return nil }
    // The status lines: on, off, or how many.
    let lines = fields[3] == "on" ? 1 : Int(fields[3]) ?? 0
    let row = fields[4] == "top" ? top + lines : top
    self.init(
      features: Set(fields[0].split(separator: ",").map(String.init)),
      origin: fields[5] == "1" ? nil : Origin(row: row, column: left),
      escapeTime: Int(fields[6]))
  }
}
