/// Turns pictures into the bytes that show them in one place of the screen, only what changed.
///
/// The bytes are complete in themselves: they save the cursor, move it, draw, and restore it, so
/// that they can be written whenever no other output is half done. They never erase.
///
/// The area must end above the last row of the screen: a sixel that touches that row scrolls all.
package struct FrameEncoder: Sendable {
  /// What matters more for a frame.
  package enum Quality: Sendable {
    /// Time: sixels take few colours, a third of the bytes. For slow links while a person paints.
    case fast
    /// The picture: sixels take all colours that the terminal has. For the frame that stays.
    case fine
  }

  /// A cell is sent again where a channel differs by more from what was sent last.
  package static let tolerance = 8
  /// Above this share of the cells the whole picture is sent.
  private static let fullShare = 0.6
  private static let areaLimit = 4

  package let style: PictureStyle
  /// The cells that the picture may take.
  package var area: CellArea { didSet { if area != oldValue { forget() } } }
  package let cellWidth: Int
  package let cellHeight: Int
  package let maximumWidth: Int
  package let maximumHeight: Int
  /// No single sixel sequence has more bytes, but for one that is a single row of cells.
  package let sequenceLimit: Int

  /// The fitted picture as the terminal has it.
  private var shown: Picture?
  /// Cells that show few colours, and a fine frame must send again.
  private var coarse = ChangeMap(height: 0, width: 0)

  /// Makes an encoder that has shown nothing yet.
  ///
  /// - Parameters:
  ///   - style: How the terminal shows pictures.
  ///   - area: The cells that the picture may take.
  ///   - cellWidth: A cell's width in pixels; counts for sixels only.
  ///   - cellHeight: A cell's height in pixels; counts for sixels only.
  ///   - maximumWidth: How many pixels wide a sixel may be; xterm's standard limit is 1000.
  ///   - maximumHeight: How many pixels high.
  ///   - sequenceLimit: How many bytes one sixel sequence may have; tmux drops one of 1 MiB.
  package init(
    style: PictureStyle, area: CellArea, cellWidth: Int = 8, cellHeight: Int = 16,
    maximumWidth: Int = 1000, maximumHeight: Int = 1000,
    sequenceLimit: Int = 600_000
  ) {
    precondition(cellWidth > 0 && cellHeight > 0, "cells of \(cellWidth)×\(cellHeight) pixels")
    precondition(maximumWidth > 0 && maximumHeight > 0, "\(maximumWidth)×\(maximumHeight) pixels")
    self.style = style
    self.area = area
    self.cellWidth = cellWidth
    self.cellHeight = cellHeight
    self.maximumWidth = maximumWidth
    self.maximumHeight = maximumHeight
    self.sequenceLimit = sequenceLimit
  }

  /// Where a picture of this size will lie; nil where the area is empty.
  package func place(forWidth width: Int, height: Int) -> PicturePlace? {
    guard !area.isEmpty else { return nil }
    let cell = pixelsPerCell
    let isSixel = characters == nil
    return PicturePlace(
      fitting: width, height, into: area, cellWidth: cell.width, cellHeight: cell.height,
      maximumWidth: isSixel ? maximumWidth : .max, maximumHeight: isSixel ? maximumHeight : .max)
  }

  /// Makes the next frame a whole one: after a resize, an overlay, or an erased screen.
  package mutating func forget() { shown = nil }

  /// The bytes that bring the screen from the last picture to this one; empty where nothing changed.
  ///
  /// A picture of another shape leaves the last one's margins: the caller erases them.
  package mutating func frame(for picture: Picture, _ quality: Quality = .fine) -> [UInt8] {
    guard let place = place(forWidth: picture.width, height: picture.height) else { return [] }
    let fitted = picture.resized(width: place.pixelWidth, height: place.pixelHeight)
    let parts = changedParts(fitted, place, quality)
    guard !parts.isEmpty else { return [] }
    remember(fitted, place, parts, quality)

    var bytes = Array("\u{1B}7".utf8)
    for part in parts {
      if let characters {
        for row in part.rows {
          bytes.append(cursorTo: place.area.row + row, place.area.column + part.column)
          characters.append(row: row, columns: part.columns, of: fitted, to: &bytes)
        }
      } else {
        appendSixel(part, of: fitted, place, quality, to: &bytes)
      }
    }
    bytes.append(contentsOf: "\u{1B}8".utf8)
    return bytes
  }

  /// The areas to send, counted in cells from the picture's corner.
  private func changedParts(
    _ fitted: Picture, _ place: PicturePlace, _ quality: Quality
  ) -> [CellArea] {
    let whole = CellArea(row: 0, column: 0, height: place.area.height, width: place.area.width)
    guard let shown, shown.width == fitted.width, shown.height == fitted.height else {
      return [whole]
    }
    let cell = pixelsPerCell
    var changes = ChangeMap(
      from: shown, to: fitted, cellWidth: cell.width, cellHeight: cell.height,
      tolerance: Self.tolerance)
    if quality == .fine { changes.formUnion(coarse) }
    let parts = characters == nil ? changes.areas(limit: Self.areaLimit) : changes.runs
    let count = parts.reduce(0) { $0 + $1.count }
    return Double(count) > Self.fullShare * Double(whole.count) ? [whole] : parts
  }

  /// Only what is sent counts as shown, so that small differences add up until they are sent.
  private mutating func remember(
    _ fitted: Picture, _ place: PicturePlace, _ parts: [CellArea], _ quality: Quality
  ) {
    if parts.count == 1 && parts[0].count == place.area.count || shown == nil {
      shown = fitted
      coarse = ChangeMap(height: place.area.height, width: place.area.width)
    } else {
      for part in parts {
        let pixels = pixels(of: part, in: fitted)
        shown?.replace(x: pixels.x, y: pixels.y, with: pixels.part)
      }
    }
    let isCoarse = sixels(quality) != sixels(.fine)
    for part in parts { coarse.mark(part, isChanged: isCoarse) }
  }

  /// Appends an area as one sixel or, where that would be too long, as several below each other.
  private func appendSixel(
    _ part: CellArea, of fitted: Picture, _ place: PicturePlace, _ quality: Quality,
    to bytes: inout [UInt8]
  ) {
    guard let encoder = sixels(quality) else { return }
    let sixel = encoder.encode(pixels(of: part, in: fitted).part)
    if sixel.count <= sequenceLimit || part.height == 1 {
      bytes.append(cursorTo: place.area.row + part.row, place.area.column + part.column)
      bytes.append(contentsOf: sixel)
      return
    }
    let strips = min(part.height, sixel.count / sequenceLimit + 1)
    for strip in 0..<strips {
      let first = part.height * strip / strips
      let end = part.height * (strip + 1) / strips
      let rows = CellArea(
        row: part.row + first, column: part.column, height: end - first, width: part.width)
      appendSixel(rows, of: fitted, place, quality, to: &bytes)
    }
  }

  private func pixels(of part: CellArea, in fitted: Picture) -> (x: Int, y: Int, part: Picture) {
    let cell = pixelsPerCell
    let (x, y) = (part.column * cell.width, part.row * cell.height)
    let width = min(part.width * cell.width, fitted.width - x)
    let height = min(part.height * cell.height, fitted.height - y)
    return (x, y, fitted.cropped(x: x, y: y, width: width, height: height))
  }

  private var pixelsPerCell: (width: Int, height: Int) {
    characters == nil ? (cellWidth, cellHeight) : (1, 2)
  }

  private var characters: (any CharacterEncoder)? {
    switch style {
    case .sixel: nil
    case .blocks(let depth): BlockEncoder(depth: depth)
    case .ascii: ASCIIEncoder()
    }
  }

  /// Colours of a fast frame: at 480 px a third of the bytes of 256 colours, and still a picture.
  private static let fastRegisters = 32

  private func sixels(_ quality: Quality) -> SixelEncoder? {
    guard case .sixel(let registers) = style else { return nil }
    return SixelEncoder(
      registers: quality == .fast ? min(registers, Self.fastRegisters) : registers)
  }
}
