package import Cells
package import Pictures

/// Writes each cell as an upper half block: the foreground is the upper pixel, the background the
/// lower one.
package struct BlockEncoder: CharacterEncoder, Equatable {
  private let depth: ColourDepth

  /// Whether cells of a single colour are spaces, which takes half the bytes.
  private let usesSpaces: Bool

  /// - Precondition: The terminal has colours.
  package init(depth: ColourDepth) { self.init(depth: depth, usesSpaces: false) }

  private init(depth: ColourDepth, usesSpaces: Bool) {
    precondition(depth != .none, "half blocks without colours")
    self.depth = depth
    self.usesSpaces = usesSpaces
  }

  package var title: String { "half blocks, \(depth.title)" }

  package var drafts: (any CharacterEncoder)? { BlockEncoder(depth: depth, usesSpaces: true) }

  package func append(
    row: Int, columns: Range<Int>, of picture: Picture, to bytes: inout [UInt8]
  ) {
    var foreground = ColourCode.standard
    var background = ColourCode.standard
    let hasLower = 2 * row + 1 < picture.height
    for column in columns {
      let upper = depth.code(of: picture[column, 2 * row], row: 2 * row, column: column)
      let lower =
        hasLower
        ? depth.code(of: picture[column, 2 * row + 1], row: 2 * row + 1, column: column) : .standard
      let isPlain = usesSpaces && upper == lower
      let needsForeground = !isPlain && upper != foreground
      if needsForeground || lower != background {
        bytes.append(contentsOf: "\u{1B}[".utf8)
        if needsForeground { upper.append(isForeground: true, to: &bytes) }
        if lower != background {
          if needsForeground { bytes.append(UInt8(ascii: ";")) }
          lower.append(isForeground: false, to: &bytes)
        }
        bytes.append(UInt8(ascii: "m"))
        if needsForeground { foreground = upper }
        background = lower
      }
      bytes.append(contentsOf: (isPlain ? " " : "▀").utf8)
    }
    bytes.append(contentsOf: "\u{1B}[0m".utf8)
  }
}
