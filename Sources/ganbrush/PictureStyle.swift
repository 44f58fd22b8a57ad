import Cells
import Frames
import Terminal

/// A way to show pictures, and the encoder that does it on a terminal.
struct PictureStyle {
  /// The name that people choose it by.
  let name: String
  /// What a terminal must understand.
  let pictureProtocol: PictureProtocol
  let backend: @Sendable (Capabilities) -> any FrameBackend

  /// All that there are; a new encoder is a line here.
  static let all = [
    PictureStyle(name: "sixel", pictureProtocol: .sixel) { SixelEncoder($0) },
    PictureStyle(name: "blocks", pictureProtocol: .blocks) { characters($0, beyondASCII: true) },
    PictureStyle(name: "ascii", pictureProtocol: .cells) { characters($0, beyondASCII: false) },
    PictureStyle(name: "shades", pictureProtocol: .shades) { ShadeEncoder(ShadeRamp($0)) },
  ]

  /// Coloured characters where the canvas has colours, shades where it has none.
  private static func characters(
    _ capabilities: Capabilities, beyondASCII: Bool
  ) -> any FrameBackend {
    let depth = capabilities.colourDepth
    guard depth != .none else { return ShadeEncoder(ShadeRamp(capabilities)) }
    return beyondASCII ? BlockEncoder(depth: depth) : CellEncoder(depth: depth)
  }

  /// The best one for a terminal.
  static func best(for capabilities: Capabilities) -> PictureStyle {
    let best = capabilities.pictureProtocol
    guard let style = all.first(where: { $0.pictureProtocol == best }) else {
      preconditionFailure("no style draws \(best)")
    }
    return style
  }
}

extension SixelEncoder {
  /// Makes the encoder for the limits that a terminal has named, where it has.
  init(_ capabilities: Capabilities) {
    let sixel = capabilities.sixel
    let cell = capabilities.cell
    self.init(
      registers: sixel?.registers ?? 256,
      FrameRaster(
        cellWidth: cell.width, cellHeight: cell.height, maximumWidth: sixel?.maximumWidth ?? 1000,
        maximumHeight: sixel?.maximumHeight ?? 1000))
  }
}

extension ShadeRamp {
  /// The characters that a terminal can show, on its own background.
  init(_ capabilities: Capabilities) {
    let ramp = capabilities.isUnicode ? ShadeRamp.blocks : .ascii
    self = capabilities.hasBrightBackground ? ramp.inverted : ramp
  }
}
