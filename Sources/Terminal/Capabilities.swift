package import Cells

/// What a terminal can do, and how that was found out.
package struct Capabilities: Equatable, Sendable {
  /// A program between us and the terminal that a person sees.
  package enum Multiplexer: String, Sendable { case tmux, screen }

  /// The sources: what is known without asking, what the terminal said, and what the terminal
  /// around a multiplexer said.
  package private(set) var surroundings: Surroundings
  package private(set) var answers: [Reply]
  package private(set) var outerAnswers: [Reply]

  /// Makes the capabilities from answers in the order in which they came.
  package init(
    _ surroundings: Surroundings, answers: [Reply] = [], outerAnswers: [Reply] = []
  ) {
    self.surroundings = surroundings
    self.answers = answers
    self.outerAnswers = outerAnswers
  }

  /// Takes in an answer that came after the probe had ended.
  ///
  /// - Returns: Whether that changed what the terminal is known to do.
  package mutating func learn(_ reply: Reply) -> Bool {
    switch reply {
    case .ready, .cursor: return false
    default: break
    }
    let before = self
    // Each new report of a size replaces the last: fonts change while the program runs.
    answers.removeAll {
      switch ($0, reply) {
      case (.cellSize, .cellSize), (.textAreaSize, .textAreaSize): true
      default: false
      }
    }
    answers.append(reply)
    return before.findings != findings
  }

  /// The features of the last DA1 answer; nil if none came.
  package var attributes: [Int]? { answers.attributes }

  /// Name and version, as the terminal gives them.
  package var terminalName: String? { answers.terminalName }

  /// The same of the terminal around a multiplexer.
  package var outerTerminalName: String? { outerAnswers.terminalName }

  package var multiplexer: Multiplexer? {
    if terminalName?.lowercased().hasPrefix("tmux") == true { return .tmux }
    if surroundings.type.hasPrefix("tmux") { return .tmux }
    // Without an answer to XTVERSION `screen` is GNU screen; tmux answers, and is caught above.
    return surroundings.type.hasPrefix("screen") || surroundings.environment["STY"] != nil
      ? .screen : nil
  }

  /// The terminal's maker, if a name tells it.
  var brand: TerminalBrand? { TerminalBrand(name: terminalName, surroundings.environment) }

  /// One cell in pixels; the kernel knows best, since it follows each change of the font.
  package var cell: CellSize {
    if let cell = surroundings.windowSize?.cell { return cell }
    for case .cellSize(let width, let height) in answers {
      return CellSize(width: width, height: height, source: .cellReport)
    }
    if let size = surroundings.windowSize {
      for case .textAreaSize(let width, let height) in answers
      where width >= size.columns && height >= size.rows {
        return CellSize(
          width: width / size.columns, height: height / size.rows, source: .areaReport)
      }
    }
    return .assumed
  }

  /// The window, which the terminal changes at will.
  var windowSize: WindowSize? {
    get { surroundings.windowSize }
    set { surroundings.windowSize = newValue }
  }

  /// What the tmux around us has told.
  var tmux: TmuxClient? {
    get { surroundings.tmux }
    set { surroundings.tmux = newValue }
  }

  package var isUnicode: Bool { surroundings.isUnicode }

  package var hasSynchronizedOutput: Bool {
    answers.contains(.synchronizedOutput(isSupported: true))
  }

  package var colourDepth: ColourDepth {
    let environment = surroundings.environment
    if let variable = environment["NO_COLOR"], !variable.isEmpty { return .none }
    if surroundings.type == "dumb" { return .none }
    if ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "") { return .truecolor }
    // tmux reduces colours itself where the terminal around it has fewer.
    if brand != nil || multiplexer == .tmux { return .truecolor }
    let colours = surroundings.terminfoColours ?? (answers.isEmpty ? 0 : 256)
    if colours >= 1 << 24 { return .truecolor }
    if colours >= 256 || surroundings.type.contains("256color") { return .palette256 }
    return colours >= 8 ? .ansi16 : .none
  }
}
