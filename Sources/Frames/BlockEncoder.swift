package import Cells
package import Pictures

/// Writes each cell as an upper half block: the foreground is the upper pixel, the background the
/// lower one.
package struct BlockEncoder: CharacterEncoder, Equatable {
  private let depth: ColourDepth

  /// - Precondition: The terminal has colours.
  package init(depth: ColourDepth) {
    precondition(depth != .none, "half blocks without colours")
    self.depth = depth
  }

  package var title: String { "half blocks, \(depth.title)" }

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
      if upper != foreground || lower != background {
        bytes.append(contentsOf: "\u{1B}[".utf8)
        if upper != foreground { upper.append(isForeground: true, to: &bytes) }
        if lower != background {
          if upper != foreground { bytes.append(UInt8(ascii: ";")) }
          lower.append(isForeground: false, to: &bytes)
        }
        bytes.append(UInt8(ascii: "m"))
        foreground = upper
        background = lower
      }
      bytes.append(contentsOf: "▀".utf8)
    }
    bytes.append(contentsOf: "\u{1B}[0m".utf8)
  }
}
