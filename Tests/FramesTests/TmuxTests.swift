import Cells
import Frames
import Pictures
import TestSupport
import Testing

/// Pictures that tmux passes through to the terminal around it.
@Suite struct TmuxTests {
  /// What passes through, with each ESC once, and what tmux itself gets, with a mark for each passage.
  private func passages(of bytes: [UInt8]) -> (outer: [[UInt8]], inner: String) {
    let text = String(decoding: bytes, as: UTF8.self)
    var outer: [[UInt8]] = []
    let inner = text.replacing(/\u{1B}Ptmux;((?:[^\u{1B}]|\u{1B}\u{1B})*)\u{1B}\\/) { match in
      outer.append(Array(match.1.replacing("\u{1B}\u{1B}", with: "\u{1B}").utf8))
      return "<>"
    }
    return (outer, inner)
  }

  @Test func `a sixel passes through with its place on the whole screen`() throws {
    let scene = try Picture.church()
    let encoder = SixelEncoder(registers: 256, updates: .whole)
    let through = TmuxPassthrough(encoder, row: 3, column: 20)
    var frames = FrameEncoder(through, area: Rect(row: 2, column: 5, height: 17, width: 40))
    let (outer, inner) = passages(of: frames.frame(for: scene))
    #expect(inner == "\u{1B}7<>\u{1B}8")
    var screen = PictureScreen(columns: 90, rows: 40, cellWidth: 8, cellHeight: 16)
    try screen.write(try #require(outer.first))
    let place = PictureFit(
      fitting: 64, 64, into: Rect(row: 5, column: 25, height: 17, width: 40), encoder.raster)
    let shown = try #require(screen.picture(at: place))
    #expect(shown.signalToNoise(to: scene.resized(width: 272, height: 270)) > 33)
  }

  @Test func `a kitty's picture passes through, and text says where it is`() throws {
    let scene = try Picture.church()
    var frames = FrameEncoder(
      KittyTmuxEncoder(id: 9), area: Rect(row: 2, column: 5, height: 3, width: 40))
    let (outer, inner) = passages(of: frames.frame(for: scene))
    #expect(outer.allSatisfy { $0.count < 4200 })
    var screen = PictureScreen(columns: 90, rows: 40, cellWidth: 8, cellHeight: 16)
    try screen.erase(outer.flatMap { $0 })
    #expect(screen.fileCount == 1)
    // Rows 0 to 2 and columns 0 to 5, in the colour of picture 9.
    let marks = ["\u{305}", "\u{30D}", "\u{30E}", "\u{310}", "\u{312}", "\u{33D}"]
    var expected = String(repeating: "<>", count: outer.count)
    for row in 0..<3 {
      expected += "\u{1B}[\(row + 3);23H\u{1B}[38;5;9m"
      for column in 0..<6 { expected += "\u{10EEEE}\(marks[row])\(marks[column])" }
      expected += "\u{1B}[39m"
    }
    #expect(inner == "\u{1B}7\(expected)\u{1B}8")
    try screen.erase(passages(of: KittyTmuxEncoder(id: 9).erasure).outer.flatMap { $0 })
    #expect(screen.fileCount == 0)
  }
}
