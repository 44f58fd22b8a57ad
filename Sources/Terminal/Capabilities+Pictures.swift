/// Which pictures the terminal shows, and on which way they reach it.
extension Capabilities {
  /// Sixel pictures, with the limits that the terminal named.
  package struct Sixel: Hashable, Sendable {
    /// Colours that one picture may use.
    package var registers: Int
    /// The largest picture in pixels, where the terminal tells.
    package var maximumWidth: Int?
    package var maximumHeight: Int?
    /// Where our pane begins on the terminal around tmux, if tmux only passes sixels through.
    package var passage: TmuxClient.Origin?
  }

  /// Pictures of kitty's protocol, and how much of it there is.
  package struct KittyPictures: Hashable, Sendable {
    /// Whether pixels of a picture can be replaced.
    package var editsPictures: Bool
    /// Whether tmux passes them through to a terminal that shows them where text says so.
    package var isThroughTmux: Bool

    package init(editsPictures: Bool, isThroughTmux: Bool) {
      self.editsPictures = editsPictures
      self.isThroughTmux = isThroughTmux
    }
  }

  /// No side is longer, whatever a terminal claims: all pixels are encoded.
  fileprivate static let largestSixel = 4096

  package var sixel: Sixel? {
    switch multiplexer {
    case nil: return answers.sixel
    case .screen: return nil
    case .tmux:
      // tmux names sixels for itself, whatever the terminal around it shows.
      let isShown = tmux?.features.contains("sixel") ?? (outerAnswers.sixel != nil)
      if isShown, let native = answers.sixel { return native }
      // A second tmux around the first would drop what has passed through.
      guard let origin = tmux?.origin, var passed = outerAnswers.sixel,
        outerTerminalName?.hasPrefix("tmux") != true
      else { return nil }
      passed.passage = origin
      return passed
    }
  }

  /// Whether there are fewer than 256 registers in use but the terminal would allow as many.
  var shouldRaiseRegisters: Bool {
    let registers = answers.registers
    guard sixel?.passage == nil, sixel != nil, registers.count == 2 else { return false }
    return registers[0] < 256 && registers[1] >= 256
  }

  package var kittyPictures: KittyPictures? {
    switch multiplexer {
    case nil:
      let isKnown = terminalName == nil ? nil : brand?.hasKittyPictures
      guard isKnown ?? answers.contains(.kittyGraphics(isSupported: true)) else { return nil }
      return KittyPictures(
        editsPictures: brand?.editsKittyPictures ?? false, isThroughTmux: false)
    case .screen: return nil
    case .tmux:
      guard let name = outerTerminalName,
        let outer = TerminalBrand(name: name, secondaryAttributes: nil, [:]),
        outer.hasKittyPlaceholders(name)
      else { return nil }
      return KittyPictures(editsPictures: false, isThroughTmux: true)
    }
  }

  /// Variables reach a program through mosh, too, which shows no pictures: where nothing but they
  /// names the terminal, it must at least name sixels.
  package var hasITermPictures: Bool {
    guard multiplexer == nil, let brand, brand.hasITermPictures else { return false }
    return terminalName != nil || attributes?.contains(4) == true
  }

  /// Whether to ask for kitty's pictures: some terminals print the question, and multiplexers take it
  /// for a title.
  ///
  /// One that has told its name is young enough to know that it is a question.
  var shouldAskForKittyPictures: Bool {
    guard multiplexer == nil, attributes != nil else { return false }
    guard let brand else { return terminalName != nil }
    return brand.hasKittyPictures == nil || brand.hasKittyPictures == true && terminalName == nil
  }
}

extension [Reply] {
  /// The features of the last DA1 answer; nil if none came.
  var attributes: [Int]? {
    compactMap { if case .attributes(let numbers) = $0 { numbers } else { nil } }.last
  }

  /// What the terminal calls itself.
  var terminalName: String? {
    compactMap { if case .terminalName(let name) = $0 { name } else { nil } }.last
  }

  fileprivate var registers: [Int] {
    compactMap { if case .colourRegisters(let count) = $0 { count } else { nil } }
  }

  fileprivate var sixel: Capabilities.Sixel? {
    guard attributes?.contains(4) == true else { return nil }
    var sixel = Capabilities.Sixel(registers: registers.last.map { Swift.min($0, 1024) } ?? 256)
    for case .pictureLimit(let width, let height) in self where width > 0 && height > 0 {
      sixel.maximumWidth = Swift.min(width, Capabilities.largestSixel)
      sixel.maximumHeight = Swift.min(height, Capabilities.largestSixel)
    }
    // The probe asks for the registers in use, for the most, and once more after raising them.
    if registers.count == 2 { sixel.registers = Swift.min(registers[0], 1024) }
    return sixel.registers >= 2 ? sixel : nil
  }
}
