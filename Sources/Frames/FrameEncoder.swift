package import Cells
package import Pictures

/// Turns pictures into the bytes that show them in one place of the screen, only what changed.
///
/// The bytes are complete in themselves: they save the cursor, move it, draw, and restore it, so
/// that they can be written whenever no other output is half done. They never erase.
///
/// The area must end above the last row of the screen: a sixel that touches that row scrolls all.
package struct FrameEncoder: Sendable {
  /// A cell is sent again where a channel differs by more from what was sent last.
  package static let tolerance = 8
  /// Above this share of the cells the whole picture is sent.
  private static let fullShare = 0.6
  private static let areaLimit = 4

  /// How the terminal shows pictures.
  package let backend: any FrameBackend
  /// The cells that the picture may take.
  package var area: Rect { didSet { if area != oldValue { forget() } } }

  /// The fitted picture as the terminal has it.
  private var shown: Picture?
  /// Cells that show few colours, and a fine frame must send again.
  private var coarse = ChangeMap(height: 0, width: 0)

  /// Makes an encoder that has shown nothing yet.
  package init(_ backend: any FrameBackend, area: Rect) {
    self.backend = backend
    self.area = area
  }

  /// Where a picture of this size will lie; nil where the area is empty.
  package func place(forWidth width: Int, height: Int) -> PictureFit? {
    area.isEmpty ? nil : PictureFit(fitting: width, height, into: area, backend.raster)
  }

  /// Makes the next frame a whole one: after a resize, an overlay, or an erased screen.
  package mutating func forget() { shown = nil }

  /// The bytes that bring the screen from the last picture to this one; empty where nothing changed.
  ///
  /// A picture of another shape leaves the last one's margins: the caller erases them.
  package mutating func frame(for picture: Picture, _ quality: FrameQuality = .fine) -> [UInt8] {
    guard let place = place(forWidth: picture.width, height: picture.height) else { return [] }
    let size = backend.sentSize(picture.width, picture.height, to: place)
    let fitted = picture.resized(width: size.width, height: size.height)
    let parts = changedParts(fitted, quality)
    guard !parts.isEmpty else { return [] }
    remember(fitted, parts, quality)

    var bytes = Array("\u{1B}7".utf8)
    for part in parts { backend.append(part, of: fitted, in: place.area, quality, to: &bytes) }
    bytes.append(contentsOf: "\u{1B}8".utf8)
    return bytes
  }

  /// What changes are told in: cells of the screen, or pixels of the picture.
  private var grain: FrameRaster {
    switch backend.updates {
    case .pixels: .pixels
    case .rectangles, .runs, .whole: backend.raster
    }
  }

  /// The rectangles to send, counted in grains from the picture's corner.
  private func changedParts(_ fitted: Picture, _ quality: FrameQuality) -> [Rect] {
    let whole = grain.cells(of: fitted)
    guard let shown, shown.width == fitted.width, shown.height == fitted.height else {
      return [whole]
    }
    var changes = ChangeMap(from: shown, to: fitted, grain, tolerance: Self.tolerance)
    if quality == .fine { changes.formUnion(coarse) }
    let parts =
      switch backend.updates {
      case .rectangles, .pixels:
        changes.areas(limit: Self.areaLimit).map { grain.aligned($0, in: fitted) }
      case .runs: changes.runs
      case .whole: changes.count == 0 ? [] : [whole]
      }
    let count = parts.reduce(0) { $0 + $1.count }
    return Double(count) > Self.fullShare * Double(whole.count) ? [whole] : parts
  }

  /// Only what is sent counts as shown, so that small differences add up until they are sent.
  private mutating func remember(_ fitted: Picture, _ parts: [Rect], _ quality: FrameQuality) {
    let whole = grain.cells(of: fitted)
    if parts == [whole] || shown == nil {
      shown = fitted
      coarse = ChangeMap(height: whole.height, width: whole.width)
    } else {
      for part in parts {
        let pixels = grain.pixels(of: part, in: fitted)
        shown?.replace(x: pixels.x, y: pixels.y, with: pixels.part)
      }
    }
    let isCoarse = backend.isCoarse(quality)
    for part in parts { coarse.mark(part, isChanged: isCoarse) }
  }
}
