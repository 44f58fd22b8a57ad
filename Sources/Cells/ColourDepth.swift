/// How many colours a terminal can show.
package enum ColourDepth: String, CaseIterable, Sendable {
  case none, ansi16, palette256, truecolor
}
