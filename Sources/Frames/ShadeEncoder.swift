package import Cells
package import Pictures

/// Writes each cell as a character that is about as bright as its two pixels.
package struct ShadeEncoder: CharacterEncoder, Equatable {
  private let ramp: ShadeRamp

  package init(_ ramp: ShadeRamp) { self.ramp = ramp }

  package var title: String { ramp.isASCII ? "ASCII shades" : "shades" }

  package func append(
    row: Int, columns: Range<Int>, of picture: Picture, to bytes: inout [UInt8]
  ) {
    for column in columns {
      let brightness = Double(picture.meanColour(ofCell: row, column).luminance) / 255
      let shade = ramp.character(for: brightness, row: row, column: column)
      bytes.append(contentsOf: shade.utf8)
    }
  }
}

extension Picture {
  /// The mean of the one or two pixels that a cell shows, one above another.
  func meanColour(ofCell row: Int, _ column: Int) -> Pixel {
    meanColour(x: column, y: 2 * row, width: 1, height: min(2, height - 2 * row))
  }
}
