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
  /// How long the terminal takes to answer.
  package internal(set) var answerTimes = AnswerTimes()
  /// What the terminal said of its cells before the last resize, where the kernel knows no better.
  private var formerCell: CellSize?

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
    switch reply {
    // Each new report of a size replaces the last: fonts change while the program runs.
    case .cellSize, .textAreaSize:
      formerCell = nil
      answers.removeAll { Self.isSameQuestion($0, reply) }
    // Asked after the size: a terminal that is silent about it knows it no more.
    case .attributes: formerCell = nil
    default: break
    }
    answers.append(reply)
    return before.findings != findings
  }

  private static func isSameQuestion(_ first: Reply, _ second: Reply) -> Bool {
    switch (first, second) {
    case (.cellSize, .cellSize), (.textAreaSize, .textAreaSize): true
    default: false
    }
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
  var brand: TerminalBrand? {
    let secondaryAttributes = answers.compactMap {
      if case .secondaryAttributes(let numbers) = $0 { numbers } else { nil }
    }.last
    return TerminalBrand(
      name: terminalName, secondaryAttributes: secondaryAttributes, surroundings.environment)
  }

  /// One cell in pixels.
  ///
  /// The terminal knows best: the kernel repeats what it was told, and some programs between the
  /// two tell it the same pixels for every window.
  package var cell: CellSize {
    reportedCell ?? formerCell ?? surroundings.windowSize?.cell ?? .assumed
  }

  private var reportedCell: CellSize? {
    for case .cellSize(let width, let height) in answers {
      if let cell = CellSize(reported: width, height, source: .cellReport) { return cell }
    }
    guard let size = surroundings.windowSize else { return nil }
    for case .textAreaSize(let width, let height) in answers {
      let (column, row) = (width / size.columns, height / size.rows)
      if let cell = CellSize(reported: column, row, source: .areaReport) { return cell }
    }
    return nil
  }

  /// The window, as of the last resize.
  var windowSize: WindowSize? { surroundings.windowSize }

  /// Takes over a new window, whose font may have changed.
  ///
  /// Until the terminal answers again, the kernel's size counts if it was right before, because it
  /// follows the font at once. Otherwise what the terminal said last is the best guess.
  ///
  /// - Returns: Whether the terminal is to be asked for the size of its cells.
  package mutating func resize(to size: WindowSize) -> Bool {
    let former = cell
    let wasKernelRight = surroundings.windowSize?.cell.map(former.isAbout) ?? false
    let hasAnswered = former.source == .cellReport || former.source == .areaReport
    surroundings.windowSize = size
    answers.removeAll { Self.isSizeReport($0) }
    formerCell = hasAnswered && !(wasKernelRight && size.cell != nil) ? former : nil
    return hasAnswered
  }

  private static func isSizeReport(_ reply: Reply) -> Bool {
    switch reply {
    case .cellSize, .textAreaSize: true
    default: false
    }
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

  /// How many colours the terminal shows, for cells and pictures alike.
  package var colourDepth: ColourDepth {
    if let variable = surroundings.environment["NO_COLOR"], !variable.isEmpty { return .none }
    if let named = surroundings.namedDepth { return named }
    if surroundings.terminfoColours == nil, !surroundings.saysNothingOfColours, brand == nil,
      answers.isEmpty
    {
      return .none
    }
    return hasDirectColour ? .truecolor : .palette256
  }

  private var hasDirectColour: Bool {
    for case .rendition(let isDirect) in answers { return isDirect }
    switch multiplexer {
    // tmux reduces colours itself where the terminal around it has fewer.
    case .tmux: return true
    // Variables speak of the terminal around it.
    case .screen: return false
    case nil: break
    }
    if ["truecolor", "24bit"].contains(surroundings.environment["COLORTERM"] ?? "") { return true }
    return brand?.hasDirectColour ?? false
  }

  /// Whether shades must be drawn with dark ink, as the terminal's own letters are.
  package var hasBrightBackground: Bool {
    answers.contains(.background(isBright: true))
  }

  /// A question for what the first answers leave open; nil where it would be needless or not safe.
  ///
  /// There may be more colours. Where there are none, shades need to know on which ground they lie.
  /// The questions are strings, which the oldest terminals print, and which GNU screen hands to the
  /// terminal around it. Those that tell a name or are a VT220 at least know such strings.
  var furtherQuestion: String? {
    guard multiplexer == nil, terminalName != nil || attributes?.first.map({ $0 >= 62 }) ?? false
    else { return nil }
    return switch colourDepth {
    case .palette256: Reply.renditionQuestion
    case .none: Reply.backgroundQuestion
    case .ansi16, .truecolor: nil
    }
  }
}
