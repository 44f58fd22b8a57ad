package import Cells

extension Surroundings {
  /// What the environment says of colours and letters, and what follows.
  ///
  /// The depth is what was found, by asking too where that was possible.
  package func findings(_ depth: ColourDepth) -> [Finding] {
    [colourFinding(depth), localeFinding]
  }

  private func colourFinding(_ depth: ColourDepth) -> Finding {
    let variables = ["NO_COLOR", "COLORTERM"].compactMap { name in
      environment[name].map { "\(name)=\($0)" }
    }
    let terminfo = terminfoColours.map { "terminfo \($0)" } ?? "not in terminfo"
    return Finding(
      "colours (DECRQSS, TERM)", answer: (variables + [terminfo]).joined(separator: ", "),
      conclusion: depth.rawValue, advice: colourAdvice(depth))
  }

  private func colourAdvice(_ depth: ColourDepth) -> String? {
    if let variable = environment["NO_COLOR"], !variable.isEmpty { return "`unset NO_COLOR`" }
    switch depth {
    case .truecolor: return nil
    case .palette256:
      // GNU screen passes no more on, whatever the terminal around it has.
      guard environment["STY"] == nil, !type.hasPrefix("screen") else { return nil }
      return "where the terminal has 24-bit colours: `export COLORTERM=truecolor`"
    case .none, .ansi16:
      return "where the terminal has more than \(type): `export TERM=xterm-256color`"
    }
  }

  private var localeFinding: Finding {
    let missing = missingLocale.map { ", \($0) is not installed" } ?? ""
    let advice: String? =
      if let missingLocale {
        "install \(missingLocale), or `export LC_ALL=C.UTF-8`"
      } else if !isUnicode {
        "where the terminal shows UTF-8: `export LC_ALL=C.UTF-8`"
      } else {
        nil
      }
    return Finding(
      "locale (LC_ALL, LC_CTYPE, LANG)", answer: (isUnicode ? "UTF-8" : "not UTF-8") + missing,
      conclusion: isUnicode ? "line drawing" : "ASCII only", advice: advice)
  }
}
