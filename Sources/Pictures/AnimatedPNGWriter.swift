/// Writes an animated PNG file while its frames arrive; only compressed bytes are held.
///
/// Each frame holds the rectangle in which it differs from the one before. Programs that know no
/// animations show the picture that the file ends with.
package struct AnimatedPNGWriter {
  private let scale: Int
  private var last: Picture?
  private var frames: [UInt8] = []
  /// How many frames there are.
  package private(set) var count = 0
  /// The number of the next chunk of the animation.
  private var sequence: UInt32 = 0

  /// Begins a file in which each pixel is drawn as `scale` × `scale`.
  package init(scale: Int = 1) {
    precondition(scale > 0, "pixels of side \(scale)")
    self.scale = scale
  }

  /// Adds a frame, which is shown for so many milliseconds.
  ///
  /// - Precondition: It is as large as the one before, and the time is less than 65,536.
  package mutating func append(_ picture: Picture, milliseconds: Int) {
    let place = last.map { Self.difference($0, picture) } ?? PixelBox(of: picture)
    let part = picture.cropped(x: place.x, y: place.y, width: place.width, height: place.height)
    let box = [place.width, place.height, place.x, place.y].flatMap {
      PNGChunks.bigEndian(UInt32($0 * scale))
    }
    // The time in thousandths of a second; the frame stays, and its bytes replace those below.
    let time = [UInt8(milliseconds >> 8), UInt8(milliseconds & 0xFF), 0x03, 0xE8]
    frames += PNGChunks.chunk("fcTL", nextNumber() + box + time + [0, 0])
    frames += PNGChunks.chunk("fdAT", nextNumber() + Self.pixels(part.enlarged(by: scale)))
    last = picture
    count += 1
  }

  /// The whole file, with texts as `PNG.encode` wants them.
  ///
  /// - Precondition: There is a frame.
  package func finish(text: [String: String] = [:]) -> [UInt8] {
    guard let last else { preconditionFailure("an animation without a frame") }
    let still = PNG.encode(last.enlarged(by: scale), text: text)
    // No limit to how often it is shown.
    let control = PNGChunks.chunk("acTL", PNGChunks.bigEndian(UInt32(count)) + [0, 0, 0, 0])
    let end = still.count - PNGChunks.chunk("IEND", []).count
    return still[..<PNGChunks.headerEnd] + control + still[PNGChunks.headerEnd..<end] + frames
      + still[end...]
  }

  private mutating func nextNumber() -> [UInt8] {
    defer { sequence += 1 }
    return PNGChunks.bigEndian(sequence)
  }

  /// The compressed pixels of a picture, as libpng filters them.
  private static func pixels(_ picture: Picture) -> [UInt8] {
    let file = PNG.encode(picture)
    guard var chunks = try? PNGChunks(file) else { preconditionFailure("a PNG that is none") }
    var pixels: [UInt8] = []
    while let chunk = chunks.next() {
      if chunk.name == "IDAT" { pixels += file[chunk.content] }
    }
    return pixels
  }

  /// A rectangle of pixels.
  private struct PixelBox {
    let x, y, width, height: Int

    init(of picture: Picture) {
      (x, y, width, height) = (0, 0, picture.width, picture.height)
    }

    init(columns: ClosedRange<Int>, rows: ClosedRange<Int>) {
      (x, y, width, height) = (columns.lowerBound, rows.lowerBound, columns.count, rows.count)
    }
  }

  /// The smallest rectangle outside of which two pictures are the same; one pixel where they are.
  private static func difference(_ old: Picture, _ new: Picture) -> PixelBox {
    precondition(
      old.width == new.width && old.height == new.height,
      "a frame of \(new.width)×\(new.height) after one of \(old.width)×\(old.height)")
    var (columns, rows): (ClosedRange<Int>?, ClosedRange<Int>?)
    for y in 0..<new.height {
      for x in 0..<new.width where old[x, y] != new[x, y] {
        columns = min(columns?.lowerBound ?? x, x)...max(columns?.upperBound ?? x, x)
        rows = (rows?.lowerBound ?? y)...y
      }
    }
    return PixelBox(columns: columns ?? 0...0, rows: rows ?? 0...0)
  }
}
