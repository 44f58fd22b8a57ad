/// A make of terminal that is known by name to do more than it can be asked about.
enum TerminalBrand: String, CaseIterable {
  case alacritty, contour, foot, ghostty, iterm2, kitty, konsole, mintty, mlterm, putty, rio, vscode
  case vte, warp, wezterm, windowsTerminal, xterm
  case appleTerminal = "apple_terminal"

  /// Reads the terminal's own answers first, XTVERSION before DA2: variables do not survive SSH, or
  /// name an outer terminal.
  init?(name: String?, secondaryAttributes: [Int]?, _ environment: [String: String]) {
    if let name {
      self.init(prefixOf: name)
      return
    }
    if let brand = secondaryAttributes.flatMap(Self.init(secondaryAttributes:)) {
      self = brand
      return
    }
    if environment["WT_SESSION"] != nil {
      self = .windowsTerminal
      return
    }
    let hints = ["LC_TERMINAL", "TERM_PROGRAM", "TERM"].compactMap { environment[$0] }
    guard let brand = hints.lazy.compactMap({ Self(hint: $0) }).first else { return nil }
    self = brand
  }

  private init?(prefixOf name: String) {
    let name = name.lowercased()
    guard let brand = Self.allCases.first(where: { name.hasPrefix($0.rawValue) }) else {
      return nil
    }
    self = brand
  }

  /// The numbers by which those are known that do not tell their names, or have not always told it.
  private init?(secondaryAttributes numbers: [Int]) {
    guard numbers.count >= 2 else { return nil }
    switch (numbers[0], numbers[1]) {
    case (65, 3600...): self = .vte
    case (0, 136): self = .putty
    case (24, _): self = .mlterm
    case (77, _): self = .mintty
    case (1, 95): self = .appleTerminal
    default: return nil
    }
  }

  /// A variable's value, as in `xterm-kitty` or `iTerm.app`.
  ///
  /// Many terminals call themselves `xterm` in TERM, so that says nothing.
  private init?(hint: String) {
    var hint = hint.lowercased()
    if hint.hasPrefix("xterm-") { hint.removeFirst("xterm-".count) }
    if hint == "iterm.app" { hint = "iterm2" }
    guard !hint.hasPrefix("xterm") else { return nil }
    self.init(prefixOf: hint)
  }

  /// Whether it shows 24-bit colours, in every version that is still in use.
  var hasDirectColour: Bool { self != .appleTerminal }

  /// Whether it shows pictures in iTerm2's way.
  var hasITermPictures: Bool {
    switch self {
    case .iterm2, .konsole, .mintty, .mlterm, .vscode, .warp, .wezterm: true
    default: false
    }
  }

  /// Whether it shows pictures in kitty's way; nil where that must be asked.
  ///
  /// iTerm2 answers each picture although it is told not to, and WezTerm shows fewer of the protocol's
  /// pictures than of iTerm2's.
  var hasKittyPictures: Bool? {
    switch self {
    case .kitty, .ghostty: true
    case .konsole, .rio, .warp: nil
    default: false
    }
  }

  /// Whether it replaces pixels of a picture that it has.
  var editsKittyPictures: Bool { self == .kitty }

  /// Whether text can say where a picture of kitty's protocol appears, in a version by this name.
  func hasKittyPlaceholders(_ name: String) -> Bool {
    // As in `kitty(0.28.0)`; earlier ones show the characters.
    let version = name.split { !$0.isNumber }.compactMap { Int($0) }
    return self == .ghostty
      || self == .kitty && version.count > 1 && (version[0], version[1]) >= (0, 28)
  }
}
