import CNCurses
import Glibc

/// What is known about a terminal without asking it.
package struct Surroundings: Equatable, Sendable {
  /// The variables that tell something about the terminal, where they are set.
  package var environment: [String: String]
  package var windowSize: WindowSize?
  /// Colours as terminfo has them; nil for an unknown terminal type.
  package var terminfoColours: Int?
  package var isUnicode: Bool
  /// What the tmux around us has told; nil without one that answers.
  package var tmux: TmuxClient?

  package init(
    environment: [String: String], windowSize: WindowSize? = nil, terminfoColours: Int? = nil,
    isUnicode: Bool = true, tmux: TmuxClient? = nil
  ) {
    self.environment = environment
    self.windowSize = windowSize
    self.terminfoColours = terminfoColours
    self.isUnicode = isUnicode
    self.tmux = tmux
  }

  /// The terminal type, or `dumb` where none is named.
  var type: String { environment["TERM"].flatMap { $0.isEmpty ? nil : $0 } ?? "dumb" }

  private static let variables = [
    "TERM", "COLORTERM", "NO_COLOR", "TERM_PROGRAM", "LC_TERMINAL", "KONSOLE_VERSION",
    "WT_SESSION", "STY", "TMUX", "TMUX_PANE",
  ]

  /// Reads environment, locale and terminfo of this process.
  init(of device: borrowing TerminalDevice) {
    unsafe setlocale(LC_CTYPE, "")
    var environment: [String: String] = [:]
    for name in Self.variables {
      if let value = unsafe getenv(name) { environment[name] = unsafe String(cString: value) }
    }
    let codeset = unsafe nl_langinfo(nl_item(CODESET)).map { unsafe String(cString: $0) }
    let type = environment["TERM"] ?? "dumb"
    let colours = unsafe Int(cn_colours_of(type, device.descriptor))
    self.init(
      environment: environment, windowSize: device.windowSize,
      terminfoColours: colours == -2 ? nil : max(0, colours),
      isUnicode: codeset?.uppercased() == "UTF-8")
  }
}
