import CNCurses
import Cells
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
  /// The locale that the environment names but this machine does not have.
  package var missingLocale: String?

  package init(
    environment: [String: String], windowSize: WindowSize? = nil, terminfoColours: Int? = nil,
    isUnicode: Bool = true, missingLocale: String? = nil, tmux: TmuxClient? = nil
  ) {
    self.environment = environment
    self.windowSize = windowSize
    self.terminfoColours = terminfoColours
    self.isUnicode = isUnicode
    self.missingLocale = missingLocale
    self.tmux = tmux
  }

  /// The terminal type, or `dumb` where none is named.
  package var type: String { environment["TERM"].flatMap { $0.isEmpty ? nil : $0 } ?? "dumb" }

  private static let variables = [
    "TERM", "COLORTERM", "NO_COLOR", "TERM_PROGRAM", "LC_TERMINAL", "KONSOLE_VERSION",
    "WT_SESSION", "STY", "TMUX", "TMUX_PANE", "SSH_CONNECTION", "ESCDELAY",
  ]

  /// Reads environment, locale and terminfo of this process, for a program without a terminal.
  package init() {
    self.init(windowSize: nil, descriptor: -1)
  }

  /// The same for a terminal, with the size of its window, and variables in place of the process's.
  init(of device: borrowing TerminalDevice, environment: [String: String]? = nil) {
    self.init(
      windowSize: device.windowSize, descriptor: device.descriptor, environment: environment)
  }

  private init(
    windowSize: WindowSize?, descriptor: Int32, environment replacement: [String: String]? = nil
  ) {
    let missingLocale = Self.adoptLocale()
    let codeset = unsafe nl_langinfo(nl_item(CODESET)).map { unsafe String(cString: $0) }
    var environment = replacement ?? [:]
    if replacement == nil {
      for name in Self.variables { environment[name] = Self.variable(name) }
    }
    let colours = unsafe Int(cn_colours_of(environment["TERM"] ?? "dumb", descriptor))
    self.init(
      environment: environment, windowSize: windowSize,
      terminfoColours: colours == -2 ? nil : max(0, colours),
      isUnicode: codeset?.uppercased() == "UTF-8", missingLocale: missingLocale)
  }

  private static func variable(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  // MARK: Locale

  /// Takes over the letters of the locale that the environment names.
  ///
  /// People's locales come along over SSH to machines that do not have them. What they say of the
  /// terminal's letters is true all the same.
  ///
  /// - Returns: The name of a locale that is not installed.
  private static func adoptLocale() -> String? {
    guard unsafe setlocale(LC_CTYPE, "") == nil else { return nil }
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap(variable).filter { !$0.isEmpty }
    guard let name = names.first else { return nil }
    if name.uppercased().replacing("-", with: "").hasSuffix("UTF8") {
      for standIn in ["C.UTF-8", "en_US.UTF-8"] {
        if unsafe setlocale(LC_CTYPE, standIn) != nil { break }
      }
    }
    return name
  }

  // MARK: Type

  /// Names that terminals of many makes use, whatever they can do.
  private static let sharedNames: Set = ["xterm", "screen", "tmux", "gnome"]

  /// The colours that the terminal's type leaves no doubt about; nil where there may be more.
  ///
  /// A type without colours, or with a number in its name, is a person's choice.
  var namedDepth: ColourDepth? {
    guard type != "dumb" else { return ColourDepth.none }
    guard let terminfoColours else { return nil }
    switch terminfoColours {
    case ..<8: return ColourDepth.none
    case 256..<1 << 24: return nil
    case (1 << 24)...: return .truecolor
    default: return saysNothingOfColours && !type.contains(/[0-9]color/) ? nil : .ansi16
    }
  }

  /// Whether the type's name is of the families of xterm and screen, or a terminal's own.
  var saysNothingOfColours: Bool {
    let family = String(type.prefix { $0 != "-" && $0 != "." })
    return Self.sharedNames.contains(family) || TerminalBrand(rawValue: family) != nil
  }
}
