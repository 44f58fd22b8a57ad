import Cells
import Frames
import Glibc
import Terminal

/// A way to show pictures, and the encoder that does it on a terminal.
struct PictureStyle {
  /// The name that people choose it by.
  let name: String
  /// What a terminal must understand.
  let pictureProtocol: PictureProtocol
  let backend: @Sendable (Capabilities) -> any FrameBackend

  /// All that there are, the best first; a new encoder is a line here.
  static let all = [
    PictureStyle(name: "kitty", pictureProtocol: .kitty) { $0.kittyBackend },
    PictureStyle(name: "iterm2", pictureProtocol: .iterm2) { ITermEncoder($0.freeRaster) },
    PictureStyle(name: "sixel", pictureProtocol: .sixel) { $0.sixelBackend },
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

extension Capabilities {
  /// tmux drops sequences of 1 MiB.
  private static let tmuxLimit = 1_000_000

  /// Pictures of any size, on the terminal's cells.
  fileprivate var freeRaster: FrameRaster { raster(maximumWidth: .max, maximumHeight: .max) }

  private func raster(maximumWidth: Int, maximumHeight: Int) -> FrameRaster {
    FrameRaster(
      cellWidth: cell.width, cellHeight: cell.height, maximumWidth: maximumWidth,
      maximumHeight: maximumHeight)
  }

  /// The number of this process's picture, and the next one is its overlay's: several painters may share a
  /// terminal.
  fileprivate var kittyBackend: any FrameBackend {
    if kittyPictures?.isThroughTmux ?? (multiplexer == .tmux) {
      return KittyTmuxEncoder(freeRaster, id: 1 + Int(getpid()) % 255)
    }
    return KittyEncoder(
      freeRaster, id: 2 * Int(getpid()), editsPictures: kittyPictures?.editsPictures ?? false)
  }

  /// The encoder for the limits that the terminal has named, where it has.
  ///
  /// tmux fills up the cells at a picture's edges with one of its colours.
  fileprivate var sixelBackend: any FrameBackend {
    let limits = raster(
      maximumWidth: sixel?.maximumWidth ?? 1000, maximumHeight: sixel?.maximumHeight ?? 1000)
    let encoder = SixelEncoder(
      registers: sixel?.registers ?? 256,
      multiplexer == nil ? limits : limits.fillingCells,
      updates: multiplexer == nil ? .rectangles : .whole,
      sequenceLimit: multiplexer == nil ? .max : Self.tmuxLimit)
    guard let origin = sixel?.passage else { return encoder }
    return TmuxPassthrough(encoder, row: origin.row, column: origin.column)
  }
}

extension ShadeRamp {
  /// The characters that a terminal can show, on its own background.
  init(_ capabilities: Capabilities) {
    let ramp = capabilities.isUnicode ? ShadeRamp.blocks : .ascii
    self = capabilities.hasBrightBackground ? ramp.inverted : ramp
  }
}
