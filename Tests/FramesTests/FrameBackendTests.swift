import Cells
import Frames
import Pictures
import Testing

@Suite struct FrameBackendTests {
  /// A backend that no terminal has: it writes which cells it is asked for, and how.
  struct PartNames: FrameBackend {
    let title = "names of parts"
    let raster = FrameRaster(cellWidth: 2, cellHeight: 3)
    let drawsPixels: Bool

    func isCoarse(_ quality: FrameQuality) -> Bool { quality == .fast }

    func append(
      _ part: Rect, of picture: Picture, in place: Rect, _ quality: FrameQuality,
      to bytes: inout [UInt8]
    ) {
      bytes += Array("<\(part.row),\(part.column) \(part.width)×\(part.height) \(quality)>".utf8)
    }

    func printed(_ picture: Picture) -> [UInt8] { Array("\(picture.width)".utf8) }
  }

  /// What a backend is asked for, first for a grey picture and then for one with some white cells.
  func parts(drawsPixels: Bool) -> [String] {
    let area = Rect(row: 1, column: 1, height: 6, width: 9)
    var encoder = FrameEncoder(PartNames(drawsPixels: drawsPixels), area: area)
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
      parts(drawsPixels: true) == ["7<0,0 9×6 fine>8", "7<1,2 2×2 fast>8", "7<1,2 2×2 fine>8", ""])
  }

  @Test func `a backend of characters gets runs of rows`() {
    #expect(
      parts(drawsPixels: false) == [
        "7<0,0 9×6 fine>8", "7<1,2 2×1 fast><2,2 2×1 fast>8", "7<1,2 2×1 fine><2,2 2×1 fine>8", "",
      ])
  }

  @Test func `a printed picture ends at the beginning of a line`() {
    let picture = Picture(width: 3, height: 5) { _, _ in Pixel(200, 0, 0) }
    let backends: [any FrameBackend] = [
      SixelEncoder(registers: 16), BlockEncoder(depth: .truecolor), ShadeEncoder(.ascii),
    ]
    for backend in backends { #expect(backend.printed(picture).last == UInt8(ascii: "\n")) }
  }
}
