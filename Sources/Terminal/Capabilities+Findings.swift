import Cells

/// How pictures reach the screen, of the ways that ganbrush draws.
package enum PictureProtocol: String, CaseIterable, Sendable {
  case kitty
  case iterm2
  case sixel
  /// Two pixels a cell, as upper half blocks in colour.
  case blocks
  /// One colour a cell, where there are no letters beyond ASCII.
  case cells
  /// Shades of characters, where there is no colour.
  case shades
}

extension Capabilities {
  /// The best way to draw pictures on this terminal.
  package var pictureProtocol: PictureProtocol {
    // One rule for the canvas and the picture beside it.
    guard colourDepth != .none else { return .shades }
    if kittyPictures != nil { return .kitty }
    if hasITermPictures { return .iterm2 }
    if sixel != nil { return .sixel }
    return isUnicode ? .blocks : .cells
  }

  /// What was asked, answered and concluded, in reading order.
  package var findings: [Finding] {
    [
      Finding(
        "terminal (XTVERSION, TERM)", answer: "\(terminalName ?? "silent"), \(surroundings.type)",
        conclusion: brand.map { "\($0.rawValue)" } ?? "unknown make", advice: typeAdvice),
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
        conclusion: kittyConclusion),
      cellFinding,
      Finding(
        "synchronized output (mode 2026)", answer: hasSynchronizedOutput ? "supported" : "no",
        conclusion: hasSynchronizedOutput ? "frames appear at once" : "frames appear top down"),
      Finding("pictures", answer: pictureProtocol.rawValue, conclusion: pictureReason),
    ].compactMap { $0 } + surroundings.findings(colourDepth)
  }

  private var typeAdvice: String? {
    guard surroundings.type != "dumb", surroundings.terminfoColours == nil else { return nil }
    return "terminfo does not know \(surroundings.type): install ncurses-term, or"
      + " `export TERM=xterm-256color`"
  }

  private var cellFinding: Finding {
    var answer = "\(cell.width)×\(cell.height)"
    if let kernel = surroundings.windowSize?.cell, !kernel.isAbout(cell) {
      answer += ", the kernel says \(kernel.width)×\(kernel.height)"
    }
    return Finding(
      "cell size (CSI 16 t, CSI 14 t, window size)", answer: answer,
      conclusion: "from \(cell.source.rawValue)")
  }

  private var multiplexerFinding: Finding? {
    switch multiplexer {
    case .tmux:
      let outer = outerAnswers.isEmpty ? "silent" : outerTerminalName ?? "nameless"
      return Finding(
        "terminal around tmux (passthrough)", answer: outer,
        conclusion: outerAnswers.isEmpty
          ? "pictures need `tmux set -p allow-passthrough on`, or a tmux with sixel"
          : "passthrough is on",
        advice: (surroundings.tmux?.escapeTime ?? 0) > 100
          ? "Esc comes late; `tmux set -s escape-time 20` mends that" : nil)
    case .screen:
      return Finding(
        "multiplexer", answer: "screen", conclusion: "no pictures, no mouse, 256 colours at most",
        advice: "tmux passes more on; or start ganbrush outside GNU screen")
    case nil: return nil
    }
  }

  private var kittyAnswer: String {
    for case .kittyGraphics(let isSupported) in answers { return isSupported ? "OK" : "refused" }
    return shouldAskForKittyPictures ? "silent" : "not asked"
  }

  private var kittyConclusion: String {
    if kittyPictures != nil { return "kitty pictures" }
    let isOld = multiplexer == .tmux && outerTerminalName?.lowercased().hasPrefix("kitty") == true
    return isOld
      ? "none through tmux: kitty before 0.28 has no places for them" : "no kitty pictures"
  }

  private var attributesFinding: Finding {
    let question = "features (DA1)"
    guard let attributes else {
      return Finding(question, answer: "silent", conclusion: "no sixel: the terminal is silent")
    }
    let hasSixel = attributes.contains(4)
    return Finding(
      question, answer: attributes.map(String.init).joined(separator: ";"),
      conclusion: sixel != nil
        ? "sixel" : "no sixel: feature 4 is missing, here or in the terminal around",
      advice: brand == .xterm && !hasSixel ? "start it as `xterm -ti vt340` for pictures" : nil)
  }

  private var registersFinding: Finding? {
    guard let sixel else { return nil }
    return Finding(
      "colour registers (XTSMGRAPHICS 1)", answer: "\(sixel.registers)",
      conclusion: sixel.registers < 256
        ? "pictures are reduced to \(sixel.registers) colours" : "256 colours a picture")
  }

  private var pictureReason: String {
    switch pictureProtocol {
    case .kitty where kittyPictures?.isThroughTmux == true: "kitty around tmux shows them"
    case .kitty where answers.contains(.kittyGraphics(isSupported: true)): "the terminal said so"
    case .kitty, .iterm2: "this make of terminal shows them"
    case .sixel: sixel?.passage == nil ? "the terminal said so" : "the terminal around tmux said so"
    case .blocks: "no kind of picture was found"
    case .cells: "no kind of picture was found, and the locale is not UTF-8"
    case .shades: "there is no colour"
    }
  }
}
