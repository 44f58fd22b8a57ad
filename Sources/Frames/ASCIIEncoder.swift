package import Pictures

/// Writes each cell as an ASCII character that is about as bright as its two pixels, on black.
package struct ASCIIEncoder: CharacterEncoder, Equatable {
  /// From dark to bright.
  package static let shades = Array(" .:-=+*#%@".utf8)

  package init() {}

  package var title: String { "ASCII shades" }

  package func append(
    row: Int, columns: Range<Int>, of picture: Picture, to bytes: inout [UInt8]
  ) {
    let rows = min(2, picture.height - 2 * row)
    for column in columns {
      let colour = picture.meanColour(x: column, y: 2 * row, width: 1, height: rows)
      bytes.append(Self.shades[colour.luminance * Self.shades.count / 256])
    }
  }
}
