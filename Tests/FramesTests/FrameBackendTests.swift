import Cells
import Frames
import Pictures
import Testing

@Suite struct FrameBackendTests {
  /// A backend that no terminal has: it writes which cells it is asked for, and how.
  struct PartNames: FrameBackend {
    let title = "names of parts"
    let raster = FrameRaster(cellWidth: 2, cellHeight: 3)
    let updates: FrameUpdates

    func isCoarse(_ quality: FrameQuality) -> Bool { quality == .fast }

    func append(
      _ part: Rect, of picture: Picture, in place: Rect, _ quality: FrameQuality,
      to bytes: inout [UInt8]
    ) {
      bytes += Array("<\(part.row),\(part.column) \(part.width)×\(part.height) \(quality)>".utf8)
    }

    func printed(_ picture: Picture, on cells: PictureFit) -> [UInt8] {
      Array("\(picture.width)".utf8)
    }
  }

  /// What a backend is asked for, first for a grey picture and then for one with some white cells.
  func parts(_ updates: FrameUpdates) -> [String] {
    let area = Rect(row: 1, column: 1, height: 6, width: 9)
    var encoder = FrameEncoder(PartNames(updates: updates), area: area)
    let grey = Picture(width: 18, height: 18) { _, _ in Pixel(90, 90, 90) }
    var edited = grey
    edited.replace(x: 4, y: 3, with: Picture(width: 4, height: 6) { _, _ in Pixel(255, 255, 255) })
    return [
      encoder.frame(for: grey), encoder.frame(for: edited, .fast),
      encoder.frame(for: edited, .fine),
      encoder.frame(for: edited),
    ].map { String(decoding: $0, as: UTF8.self).replacing("\u{1B}", with: "") }
  }

  @Test func `a backend of pixels gets rectangles, and once more what was coarse`() {
    #expect(
      parts(.rectangles) == ["7<0,0 9×6 fine>8", "7<1,2 2×2 fast>8", "7<1,2 2×2 fine>8", ""])
  }

  @Test func `a backend of characters gets runs of rows`() {
    #expect(
      parts(.runs) == [
        "7<0,0 9×6 fine>8", "7<1,2 2×1 fast><2,2 2×1 fast>8", "7<1,2 2×1 fine><2,2 2×1 fine>8", "",
      ])
  }

  @Test func `a backend of files gets its pixels, or all of them`() {
    #expect(
      parts(.pixels) == ["7<0,0 18×18 fine>8", "7<3,4 4×6 fast>8", "7<3,4 4×6 fine>8", ""])
    #expect(
      parts(.whole) == ["7<0,0 9×6 fine>8", "7<0,0 9×6 fast>8", "7<0,0 9×6 fine>8", ""])
  }

  @Test func `a printed picture ends at the beginning of a line`() {
    let picture = Picture(width: 16, height: 32) { _, _ in Pixel(200, 0, 0) }
    let backends: [any FrameBackend] = [
      KittyEncoder(id: 1, editsPictures: true), KittyTmuxEncoder(id: 1), ITermEncoder(),
      SixelEncoder(registers: 16), BlockEncoder(depth: .truecolor), ShadeEncoder(.ascii),
    ]
    let room = Rect(row: 0, column: 0, height: 2, width: 2)
    for backend in backends {
      let place = PictureFit(fitting: 16, 32, into: room, backend.raster)
      let size = backend.sentSize(16, 32, to: place)
      let printed = backend.printed(
        picture.resized(width: size.width, height: size.height), on: place)
      let end = String(decoding: printed.suffix(5), as: UTF8.self)
      #expect(end.hasSuffix("\n") || end == "\u{1B}[2B\r", "\(backend.title): \(end)")
    }
  }
}
