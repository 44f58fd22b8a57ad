import Pictures
import Testing

@Suite struct ContactSheetTests {
  @Test(arguments: [(1, 1, 1), (2, 2, 1), (4, 2, 2), (5, 3, 2), (64, 8, 8)])
  func `pictures lie side by side, row by row`(count: Int, columns: Int, rows: Int) {
    let pictures = (0..<count).map { number in
      Picture(width: 3, height: 2) { x, y in Pixel(UInt8(number), UInt8(x), UInt8(y)) }
    }
    let sheet = ContactSheet.picture(of: pictures)
    #expect(sheet.width == 3 * columns && sheet.height == 2 * rows)
    for (number, picture) in pictures.enumerated() {
      let (x, y) = (number % columns * 3, number / columns * 2)
      #expect(sheet.cropped(x: x, y: y, width: 3, height: 2) == picture)
    }
    if count == 5 { #expect(sheet[8, 3] == Pixel(0, 0, 0)) }
  }

  @Test func `one byte a pixel becomes a grey PNG`() throws {
    let bytes = (0..<24).map { UInt8($0 * 9) }
    let picture = try PNG.decode(PNG.encode(greys: bytes, width: 6, height: 4))
    #expect(
      picture
        == Picture(width: 6, height: 4) { x, y in
          let level = bytes[y * 6 + x]
          return Pixel(level, level, level)
        })
  }
}
