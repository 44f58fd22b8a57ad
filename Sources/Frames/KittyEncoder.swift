package import Cells
package import Pictures

/// Writes pictures in kitty's graphics protocol: PNG files inside APC sequences.
///
/// Nothing is ever answered (q=2), and the cursor stays where it is (C=1). The picture lies above the
/// text: below it, kitty 0.26 mixes the colours of cells with those of the frame before.
package struct KittyEncoder: PixelEncoder, FileBackend, Equatable {
  package let raster: FrameRaster
  /// The picture's number in the terminal, above 0.
  private let id: Int
  /// Whether the terminal replaces pixels of a picture that it has; otherwise it gets a whole one.
  private let editsPictures: Bool

  package init(_ raster: FrameRaster = FrameRaster(), id: Int, editsPictures: Bool) {
    precondition(id > 0, "picture \(id)")
    self.raster = raster.fillingCells
    self.id = id
    self.editsPictures = editsPictures
  }

  package var title: String { "kitty graphics" }
  package var updates: FrameUpdates { editsPictures ? .pixels : .whole }
  package var erasure: [UInt8] { Self.erasure(of: id) + Self.erasure(of: overlayID) }

  /// The number of the picture that lies over the other one.
  private var overlayID: Int { id + 1 }

  private static func erasure(of id: Int) -> [UInt8] { KittyCommand("a=d,d=I,i=\(id)").bytes }

  /// A second picture, mostly transparent, over the first one: it has the terminal's pixels.
  package func layer(_ overlay: PictureOverlay, on place: PictureFit) -> [UInt8]? {
    guard !overlay.isEmpty else { return Self.erasure(of: overlayID) }
    let area = place.area
    var bytes: [UInt8] = []
    bytes.append(cursorTo: area.row, area.column)
    let keys = "a=T,i=\(overlayID),p=1,z=1,C=1,c=\(area.width),r=\(area.height),f=100"
    let file = overlay.file(width: place.pixelWidth, height: place.pixelHeight)
    return bytes + KittyCommand(keys, file: file).bytes
  }

  /// Appends the whole picture, or an edit of some pixels of its first and only frame.
  package func append(
    _ part: Rect, of picture: Picture, in place: Rect, _ quality: FrameQuality,
    to bytes: inout [UInt8]
  ) {
    if editsPictures, part != FrameRaster.pixels.cells(of: picture) {
      edit(part, of: picture, quality, to: &bytes)
    } else {
      bytes.append(cursorTo: place.row, place.column)
      draw(picture, as: "i=\(id),p=1,", on: place, quality, to: &bytes)
    }
  }

  /// Appends edits of one sequence each, in halves where a file is too long for that.
  ///
  /// The chunks of a longer edit do not arrive: kitty 0.26 takes the later ones for another command's.
  private func edit(
    _ part: Rect, of picture: Picture, _ quality: FrameQuality, to bytes: inout [UInt8]
  ) {
    let pixels = FrameRaster.pixels.pixels(of: part, in: picture)
    let file = PNGFrame.file(of: pixels.part, quality, keepsPixels: true)
    if file.count > KittyCommand.longestSingleFile, part.count > 1 {
      for half in part.halves { edit(half, of: picture, quality, to: &bytes) }
    } else {
      let keys = "a=f,i=\(id),r=1,x=\(pixels.x),y=\(pixels.y),X=1,f=100"
      bytes.append(contentsOf: KittyCommand(keys, file: file).bytes)
    }
  }

  /// Without a number: what is printed later must not replace it.
  package func draw(
    _ picture: Picture, on cells: Rect, _ quality: FrameQuality, to bytes: inout [UInt8]
  ) {
    draw(picture, as: "", on: cells, quality, to: &bytes)
  }

  private func draw(
    _ picture: Picture, as name: String, on cells: Rect, _ quality: FrameQuality,
    to bytes: inout [UInt8]
  ) {
    let keys = "a=T,\(name)C=1,c=\(cells.width),r=\(cells.height),f=100"
    let file = PNGFrame.file(of: picture, quality, keepsPixels: editsPictures)
    bytes.append(contentsOf: KittyCommand(keys, file: file).bytes)
  }
}
