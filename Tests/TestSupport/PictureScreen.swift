import Cells
package import Frames
package import Pictures

/// A terminal's picture memory: replays frames and remembers what a person would see.
///
/// It knows only what frames may contain; anything else throws.
package struct PictureScreen {
  /// What is wrong with a frame.
  package struct Failure: Error, Equatable { package let message: String }

  package let cellWidth: Int
  package let cellHeight: Int
  /// The size in pixels; for half blocks a cell has 1×2.
  package let width: Int
  package let height: Int
  /// The sixels or the half blocks; nil where nothing was drawn.
  package private(set) var pixels: [Pixel?]
  /// How long the longest sixel sequence was.
  package private(set) var longestSixel = 0
  /// How many sixels, or runs of characters, were drawn.
  package private(set) var moves = 0

  /// What was sent as files, which the terminal enlarges.
  private var files = PictureFiles()
  private var row = 0
  private var column = 0
  private var foreground: Pixel?
  private var background: Pixel?

  package init(columns: Int, rows: Int, cellWidth: Int = 1, cellHeight: Int = 2) {
    self.cellWidth = cellWidth
    self.cellHeight = cellHeight
    width = columns * cellWidth
    height = rows * cellHeight
    pixels = [Pixel?](repeating: nil, count: width * height)
  }

  /// What lies at a place: as many pixels as the fitted picture has.
  package func picture(at place: PictureFit) -> Picture? {
    let (x, y) = (place.area.column * cellWidth, place.area.row * cellHeight)
    var isWhole = true
    let picture = Picture(width: place.pixelWidth, height: place.pixelHeight) { column, row in
      let pixel = pixels[(y + row) * width + x + column]
      isWhole = isWhole && pixel != nil
      return pixel ?? Pixel(0, 0, 0)
    }
    return isWhole ? picture : nil
  }

  /// How many pictures there are that were sent as files.
  package var fileCount: Int { files.placements.count }

  /// What lies over a picture that covers just this place, on black.
  package func overlay(at place: PictureFit) -> Picture? { file(at: place, isAbove: true) }

  /// The picture that was sent as a file, and has not been taken away, if it covers just this place.
  package func file(at place: PictureFit) -> Picture? { file(at: place, isAbove: false) }

  private func file(at place: PictureFit, isAbove: Bool) -> Picture? {
    files.placements.values.first {
      $0.isAbove == isAbove
        && Rect(row: $0.row, column: $0.column, height: $0.height, width: $0.width)
          == place.area
    }?.picture
  }

  /// Replays what takes a picture away.
  package mutating func erase(_ erasure: [UInt8]) throws {
    var rest = erasure[...]
    while !rest.isEmpty { try step(&rest) }
  }

  /// Replays a frame, which must begin by saving the cursor and end by restoring it.
  package mutating func write(_ frame: [UInt8]) throws {
    guard !frame.isEmpty else { return }
    var rest = frame[...]
    guard rest.starts(with: "\u{1B}7".utf8), rest.suffix(2).elementsEqual("\u{1B}8".utf8) else {
      throw Failure(message: "the cursor is not saved and restored")
    }
    rest = rest.dropFirst(2).dropLast(2)
    while !rest.isEmpty { try step(&rest) }
  }

  private mutating func step(_ rest: inout ArraySlice<UInt8>) throws {
    if rest.starts(with: "\u{1B}P".utf8) {
      guard let end = rest.dropFirst().firstIndex(of: 0x1B) else {
        throw Failure(message: "the sixel has no end")
      }
      let sequence = rest[...(end + 1)]
      longestSixel = max(longestSixel, sequence.count)
      try draw(try SixelDecoder.decode(Array(sequence)))
      rest = rest[(end + 2)...]
    } else if let (content, after) = Self.string("\u{1B}_", "\u{1B}\\", in: rest) {
      try files.take(kitty: content, row: row, column: column)
      rest = after
    } else if let (content, after) = Self.string("\u{1B}]", "\u{07}", in: rest) {
      try files.take(iTerm: content, row: row, column: column)
      rest = after
    } else if rest.starts(with: "\u{1B}[".utf8) {
      guard let end = rest.dropFirst(2).firstIndex(where: { 64...126 ~= $0 }) else {
        throw Failure(message: "a control sequence has no end")
      }
      let text = String(decoding: rest[(rest.startIndex + 2)..<end], as: UTF8.self)
      let parameters = text.split(separator: ";", omittingEmptySubsequences: false).map {
        Int($0) ?? -1
      }
      if rest[end] == UInt8(ascii: "H"), parameters.count == 2 {
        (row, column) = (parameters[0] - 1, parameters[1] - 1)
        moves += 1
      } else if rest[end] == UInt8(ascii: "m") {
        try select(parameters)
      } else {
        throw Failure(message: "control sequence \(text)")
      }
      rest = rest[(end + 1)...]
    } else if rest.starts(with: "▀".utf8) {
      try set(column, 2 * row, foreground)
      try set(column, 2 * row + 1, background)
      column += 1
      rest = rest.dropFirst(3)
    } else if rest.first == UInt8(ascii: " ") {
      try set(column, 2 * row, background)
      try set(column, 2 * row + 1, background)
      column += 1
      rest = rest.dropFirst()
    } else {
      throw Failure(message: "byte \(rest.first ?? 0)")
    }
  }

  /// What stands between the two at the start of some bytes, and what follows.
  private static func string(
    _ begin: String, _ end: String, in bytes: ArraySlice<UInt8>
  ) -> (content: String, after: ArraySlice<UInt8>)? {
    guard bytes.starts(with: begin.utf8),
      let range = bytes.dropFirst(begin.utf8.count).firstRange(of: Array(end.utf8))
    else { return nil }
    let content = bytes[(bytes.startIndex + begin.utf8.count)..<range.lowerBound]
    return (String(decoding: content, as: UTF8.self), bytes[range.upperBound...])
  }

  private mutating func select(_ parameters: [Int]) throws {
    var rest = parameters[...]
    while let first = rest.popFirst() {
      switch first {
      case 0: (foreground, background) = (nil, nil)
      case 38, 48:
        let values = rest.prefix(4).map { UInt8(clamping: $0) }
        guard values.count == 4, values[0] == 2 else { throw Failure(message: "\(parameters)") }
        let colour = Pixel(values[1], values[2], values[3])
        if first == 38 { foreground = colour } else { background = colour }
        rest = rest.dropFirst(4)
      default: throw Failure(message: "rendition \(parameters)")
      }
    }
  }

  private mutating func draw(_ sixel: DecodedSixel) throws {
    guard sixel.height % 6 == 0 else {
      throw Failure(message: "\(sixel.height) rows of sixels: the last six are not whole")
    }
    for y in 0..<sixel.height {
      for x in 0..<sixel.width {
        guard let pixel = sixel.pixels[y * sixel.width + x] else { continue }
        try set(column * cellWidth + x, row * cellHeight + y, pixel)
      }
    }
  }

  private mutating func set(_ x: Int, _ y: Int, _ pixel: Pixel?) throws {
    guard 0..<width ~= x, 0..<height ~= y else { throw Failure(message: "pixel \(x),\(y)") }
    pixels[y * width + x] = pixel
  }
}
