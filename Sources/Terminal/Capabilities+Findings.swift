import Cells

/// How pictures reach the screen, of the ways that ganbrush draws.
package enum PictureProtocol: String, CaseIterable, Sendable {
  case kitty
  case iterm2
  case sixel
  /// Two pixels a cell, as upper half blocks in colour.
  case blocks
  /// Shades of ASCII characters, where there is no colour.
  case shades
}

extension Capabilities {
  /// The best way to draw pictures on this terminal.
  package var pictureProtocol: PictureProtocol {
    if kittyPictures != nil { return .kitty }
    if hasITermPictures { return .iterm2 }
    if sixel != nil { return .sixel }
    return isUnicode && colourDepth != .none ? .blocks : .shades
  }

  /// What was asked, answered and concluded, in reading order.
  package var findings: [Finding] {
    [
      Finding(
        "terminal (XTVERSION, TERM)", answer: "\(terminalName ?? "silent"), \(surroundings.type)",
        conclusion: brand.map { "\($0.rawValue)" } ?? "unknown make"),
      multiplexerFinding,
      attributesFinding,
      registersFinding,
      Finding(
        "largest picture (XTSMGRAPHICS 2)",
        answer: sixel?.maximumWidth.map { "\($0)×\(sixel?.maximumHeight ?? 0)" } ?? "silent",
        conclusion: sixel?.maximumWidth == nil ? "no limit known" : "pictures stay below"),
      Finding(
        "kitty graphics (APC G)",
        answer: kittyAnswer,
        conclusion: kittyPictures == nil ? "no kitty pictures" : "kitty pictures"),
      Finding(
        "cell size (window size, CSI 16 t, CSI 14 t)", answer: "\(cell.width)×\(cell.height)",
        conclusion: "from \(cell.source.rawValue)"),
      Finding(
        "synchronized output (mode 2026)", answer: hasSynchronizedOutput ? "supported" : "no",
        conclusion: hasSynchronizedOutput ? "frames appear at once" : "frames appear top down"),
      colourFinding,
      Finding(
        "locale", answer: isUnicode ? "UTF-8" : "not UTF-8",
        conclusion: isUnicode ? "line drawing" : "ASCII only"),
      Finding("pictures", answer: pictureProtocol.rawValue, conclusion: pictureReason),
    ].compactMap { $0 }
  }

  private var multiplexerFinding: Finding? {
    switch multiplexer {
    case .tmux:
      let outer = outerAnswers.isEmpty ? "silent" : outerTerminalName ?? "nameless"
      return Finding(
        "terminal around tmux (passthrough)", answer: outer,
        conclusion: outerAnswers.isEmpty
          ? "pictures need `tmux set -p allow-passthrough on`, or a tmux with sixel"
          : "passthrough is on")
    case .screen:
      return Finding(
        "multiplexer", answer: "screen", conclusion: "GNU screen passes no pictures on")
    case nil: return nil
    }
  }

  private var kittyAnswer: String {
    for case .kittyGraphics(let isSupported) in answers { return isSupported ? "OK" : "refused" }
    return shouldAskForKittyPictures ? "silent" : "not asked"
  }

  private var attributesFinding: Finding {
    let question = "features (DA1)"
    guard let attributes else {
      return Finding(question, answer: "silent", conclusion: "no sixel: the terminal is silent")
    }
    return Finding(
      question, answer: attributes.map(String.init).joined(separator: ";"),
      conclusion: sixel != nil
        ? "sixel" : "no sixel: feature 4 is missing, here or in the terminal around")
  }

  private var registersFinding: Finding? {
    guard let sixel else { return nil }
    return Finding(
      "colour registers (XTSMGRAPHICS 1)", answer: "\(sixel.registers)",
      conclusion: sixel.registers < 256
        ? "pictures are reduced to \(sixel.registers) colours" : "256 colours a picture")
  }

  private var colourFinding: Finding {
    let environment = surroundings.environment
    let variables = ["NO_COLOR", "COLORTERM"].compactMap { name in
      environment[name].map { "\(name)=\($0)" }
    }
    let terminfo = surroundings.terminfoColours.map { "terminfo \($0)" } ?? "not in terminfo"
    return Finding(
      "colours", answer: (variables + [terminfo]).joined(separator: ", "),
      conclusion: colourDepth.rawValue)
  }

  private var pictureReason: String {
    switch pictureProtocol {
    case .kitty where kittyPictures?.isThroughTmux == true: "kitty around tmux shows them"
    case .kitty where answers.contains(.kittyGraphics(isSupported: true)): "the terminal said so"
    case .kitty, .iterm2: "this make of terminal shows them"
    case .sixel: sixel?.passage == nil ? "the terminal said so" : "the terminal around tmux said so"
    case .blocks: "no kind of picture was found"
    case .shades: isUnicode ? "there is no colour" : "the locale is not UTF-8"
    }
  }
}
