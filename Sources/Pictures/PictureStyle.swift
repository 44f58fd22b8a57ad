package import Cells

/// How a terminal shows pictures.
package enum PictureStyle: Equatable, Sendable {
  /// As sixels, in so many colours (at most 256 are used).
  case sixel(registers: Int)
  /// As half blocks of colour.
  case blocks(ColourDepth)
  /// As characters of different brightness.
  case ascii

  /// The name that people see.
  package var title: String {
    switch self {
    case .sixel: "sixel"
    case .blocks(.truecolor): "half blocks, truecolor"
    case .blocks(.palette256): "half blocks, 256 colours"
    case .blocks(.none), .blocks(.ansi16): "half blocks, 16 colours"
    case .ascii: "ASCII shades"
    }
  }
}
