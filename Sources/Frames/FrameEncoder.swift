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

  /// What lies over the picture from the next frame on.
  package var overlay = PictureOverlay()

  /// The overlay that the terminal has apart from the picture.
  private var shownOverlay = PictureOverlay()
  /// The fitted picture as the terminal has it.
  private var shown: Picture?
  /// Cells that show few colours, and a fine frame must send again.
  private var coarse = ChangeMap(height: 0, width: 0)
  /// How many bytes the last frame within a budget would have taken as a fine one.
  package private(set) var fineSize = 0

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
  package mutating func forget() { (shown, shownOverlay) = (nil, PictureOverlay()) }

  /// Whether some cells show less than a fine frame would.
  package var isCoarse: Bool { coarse.count > 0 }

  /// The bytes that bring the screen from the last picture to this one; empty where nothing changed.
  ///
  /// A picture of another shape leaves the last one's margins: the caller erases them.
  package mutating func frame(for picture: Picture, _ quality: FrameQuality = .fine) -> [UInt8] {
    frame(for: picture, quality, part: nil)
  }

  /// The same in the best quality whose bytes are within the budget, or else in the lowest.
  package mutating func frame(for picture: Picture, within budget: Int) -> [UInt8] {
    var best: (bytes: [UInt8], encoder: FrameEncoder)?
    for quality in FrameQuality.allCases where quality == .fine || backend.isCoarse(quality) {
      if let best, best.bytes.count <= budget { break }
      var encoder = self
      let bytes = encoder.frame(for: picture, quality)
      if quality == .fine { fineSize = bytes.count }
      best = (bytes, encoder)
    }
    guard var best else { return [] }
    best.encoder.fineSize = fineSize
    self = best.encoder
    return best.bytes
  }

  /// The bytes that refine some of the cells that are coarse, from the top, as many as the budget allows:
  /// whole rows, or a part of the fewest that go together.
  package mutating func refinement(of picture: Picture, within budget: Int) -> [UInt8] {
    guard let first = coarse.firstRow else { return frame(for: picture) }
    var whole = self
    let bytes = whole.frame(for: picture)
    guard bytes.count > budget, case .rectangles = backend.updates else {
      self = whole
      return bytes
    }
    // A sixel is high by sixes.
    let step = (1...6).first { $0 * backend.raster.cellHeight % 6 == 0 } ?? 1
    let count = (coarse.height - first) * budget / bytes.count / step * step
    var part = Rect(row: first, column: 0, height: max(step, count), width: coarse.width)
    if count < step, let column = coarse.firstColumn(inRows: part.rows) {
      part.column = column
      part.width = max(1, coarse.width * (coarse.height - first) * budget / bytes.count / step)
    }
    return frame(for: picture, .fine, part: part)
  }

  private mutating func frame(
    for picture: Picture, _ quality: FrameQuality, part: Rect?
  ) -> [UInt8] {
    guard let place = place(forWidth: picture.width, height: picture.height) else { return [] }
    let size = backend.sentSize(picture.width, picture.height, to: place)
    let plain = picture.resized(width: size.width, height: size.height)
    let layer = overlay == shownOverlay ? [] : backend.layer(overlay, on: place)
    let fitted = layer == nil ? overlay.drawn(on: plain) : plain
    let parts = changedParts(fitted, quality, part: part)
    guard !parts.isEmpty || layer?.isEmpty == false else { return [] }
    remember(fitted, parts, quality)

    var bytes = Array("\u{1B}7".utf8)
    for part in parts { backend.append(part, of: fitted, in: place.area, quality, to: &bytes) }
    if let layer {
      bytes.append(contentsOf: layer)
      shownOverlay = overlay
    }
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
  private func changedParts(
    _ fitted: Picture, _ quality: FrameQuality, part: Rect?
  ) -> [Rect] {
    let whole = grain.cells(of: fitted)
    guard let shown, shown.width == fitted.width, shown.height == fitted.height else {
      return [whole]
    }
    var changes = ChangeMap(from: shown, to: fitted, grain, tolerance: Self.tolerance)
    if quality == .fine { changes.formUnion(coarse) }
    if let part { changes.limit(to: part) }
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
    guard !parts.isEmpty else { return }
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
