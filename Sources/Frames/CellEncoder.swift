package import Cells
package import Pictures

/// Writes each cell as a space on the mean colour of its two pixels: colour without letters beyond
/// ASCII.
package struct CellEncoder: CharacterEncoder, Equatable {
  private let depth: ColourDepth

  /// - Precondition: The terminal has colours.
  package init(depth: ColourDepth) {
    precondition(depth != .none, "coloured cells without colours")
    self.depth = depth
  }

  package var title: String { "coloured cells, \(depth.title)" }

  package func append(
    row: Int, columns: Range<Int>, of picture: Picture, to bytes: inout [UInt8]
  ) {
    var background = ColourCode.standard
    for column in columns {
      let mean = picture.meanColour(ofCell: row, column)
      let code = depth.code(of: mean, row: row, column: column)
      if code != background {
        bytes.append(contentsOf: "\u{1B}[".utf8)
        code.append(isForeground: false, to: &bytes)
        bytes.append(UInt8(ascii: "m"))
        background = code
      }
      bytes.append(UInt8(ascii: " "))
    }
    bytes.append(contentsOf: "\u{1B}[0m".utf8)
  }
}

extension ColourDepth {
  /// The name that people read.
  var title: String {
    switch self {
    case .none: "no colours"
    case .ansi16: "16 colours"
    case .palette256: "256 colours"
    case .truecolor: "truecolor"
    }
  }

  /// What the terminal is asked for to show a pixel of a picture.
  func code(of pixel: Pixel, row: Int, column: Int) -> ColourCode {
    code(of: dithered(.rgb(pixel.red, pixel.green, pixel.blue), row: row, column: column))
  }
}
