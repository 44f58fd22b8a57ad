import Cells
import Frames
import Pictures
import Terminal
import Testing

@Suite struct CursesColoursTests {
  @Test(arguments: [ColourDepth.ansi16, .palette256])
  func `a cell and a picture show each colour by the same number`(depth: ColourDepth) throws {
    let colours = try #require(CursesColours(terminfoColours: 256, depth: depth))
    var differing: [Pixel] = []
    for red in stride(from: UInt8(0), through: 255, by: 15) {
      for green in stride(from: UInt8(0), through: 255, by: 15) {
        for blue in stride(from: UInt8(0), through: 255, by: 15) {
          let number = Int(colours.number(of: .rgb(red, green, blue)))
          let pixel = Pixel(red, green, blue)
          let picture = Picture(width: 1, height: 2) { _, _ in pixel }
          let shown = String(decoding: BlockEncoder(depth: depth).printed(picture), as: UTF8.self)
          let codes =
            depth == .palette256
            ? "38;5;\(number);48;5;\(number)"
            : number < 8 ? "\(30 + number);\(40 + number)" : "\(82 + number);\(92 + number)"
          if shown != "\u{1B}[\(codes)m▀\u{1B}[0m\n" { differing.append(pixel) }
        }
      }
    }
    #expect(
      differing.isEmpty, "\(differing.count) of \(18 * 18 * 18), first \(differing.prefix(5))")
  }

  @Test func `curses counts as many colours as both terminfo and the terminal have`() {
    func number(_ terminfoColours: Int, _ depth: ColourDepth) -> Int32? {
      CursesColours(terminfoColours: terminfoColours, depth: depth)?.number(of: .rgb(250, 20, 20))
    }
    #expect(number(8, .truecolor) == 1)
    #expect(number(88, .palette256) == 9)
    #expect(number(256, .ansi16) == 9)
    #expect(number(256, .truecolor) == 196)
    #expect(number(1 << 24, .truecolor) == 0xFA1414)
    #expect(number(2, .truecolor) == nil)
    #expect(number(256, .none) == nil)
  }

  @Test func `the terminal's own colour has no number, and black is not the first eight`() throws {
    let colours = try #require(CursesColours(terminfoColours: 1 << 24, depth: .truecolor))
    #expect(colours.number(of: .standard) == CursesColours.standard)
    #expect(colours.number(of: .rgb(0, 0, 1)) == 8)
  }
}
