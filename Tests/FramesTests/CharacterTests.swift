import Cells
import Frames
import Pictures
import TestSupport
import Testing

@Suite struct CharacterTests {
  static let four = Picture(
    width: 2, height: 2, bytes: [255, 0, 0, 255, 0, 0, 0, 0, 255, 255, 255, 255])

  @Test(arguments: [
    (
      ColourDepth.truecolor,
      "\u{1B}[38;2;255;0;0;48;2;0;0;255m▀\u{1B}[48;2;255;255;255m▀\u{1B}[0m\n"
    ),
    (.palette256, "\u{1B}[38;5;196;48;5;21m▀\u{1B}[48;5;231m▀\u{1B}[0m\n"),
    (.ansi16, "\u{1B}[91;44m▀\u{1B}[107m▀\u{1B}[0m\n"),
  ])
  func `a cell shows two pixels`(depth: ColourDepth, expected: String) {
    let bytes = BlockEncoder(depth: depth).printed(Self.four)
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test func `equal cells share one rendition`() {
    let picture = Picture(width: 4, height: 4) { _, y in Pixel(0, UInt8(y / 2), 9) }
    let text = String(
      decoding: BlockEncoder(depth: .truecolor).printed(picture), as: UTF8.self)
    #expect(
      text == """
        \u{1B}[38;2;0;0;9;48;2;0;0;9m▀▀▀▀\u{1B}[0m
        \u{1B}[38;2;0;1;9;48;2;0;1;9m▀▀▀▀\u{1B}[0m

        """)
  }

  @Test func `below an odd last row is the terminal's background`() {
    let picture = Picture(width: 1, height: 1, bytes: [1, 2, 3])
    let text = String(
      decoding: BlockEncoder(depth: .truecolor).printed(picture), as: UTF8.self)
    #expect(text == "\u{1B}[38;2;1;2;3m▀\u{1B}[0m\n")
  }

  @Test func `greys take the grey ramp`() {
    let picture = Picture(
      width: 3, height: 2,
      bytes: [
        0, 0, 0, 128, 128, 128, 238, 238, 238,
        0, 0, 0, 128, 128, 128, 238, 238, 238,
      ])
    let text = String(
      decoding: BlockEncoder(depth: .palette256).printed(picture), as: UTF8.self)
    #expect(
      text
        == "\u{1B}[38;5;16;48;5;16m▀\u{1B}[38;5;244;48;5;244m▀\u{1B}[38;5;255;48;5;255m▀\u{1B}[0m\n"
    )
  }

  @Test(arguments: [(ShadeRamp.ascii, " :+xX@"), (.blocks, " ░▒▓█")])
  func `brightness becomes shades`(ramp: ShadeRamp, shades: String) {
    let steps = shades.count - 1
    let picture = Picture(width: steps + 1, height: 3) { x, _ in
      Pixel(UInt8(x * 255 / steps), UInt8(x * 255 / steps), UInt8(x * 255 / steps))
    }
    let lines = String(decoding: ShadeEncoder(ramp).printed(picture), as: UTF8.self)
    #expect(lines == "\(shades)\n\(shades)\n")
  }

  @Test func `coloured cells need ASCII only, and show the mean of two pixels`() {
    let picture = Picture(
      width: 2, height: 3,
      bytes: [
        95, 0, 0, 95, 0, 0, 95, 0, 0, 95, 0, 0, 0, 255, 0, 255, 255, 255,
      ])
    func text(_ depth: ColourDepth) -> String {
      String(decoding: CellEncoder(depth: depth).printed(picture), as: UTF8.self)
    }
    #expect(
      text(.truecolor)
        == "\u{1B}[48;2;95;0;0m  \u{1B}[0m\n\u{1B}[48;2;0;255;0m \u{1B}[48;2;255;255;255m \u{1B}[0m\n"
    )
    #expect(text(.palette256).hasPrefix("\u{1B}[48;5;52m  \u{1B}[0m\n"))
    #expect(text(.ansi16).utf8.allSatisfy { $0 < 0x80 })
  }

  @Test(arguments: [ColourDepth.ansi16, .palette256])
  func `an even surface in few colours is a pattern that does not move`(depth: ColourDepth) {
    let sky = Picture(width: 8, height: 8) { _, _ in Pixel(110, 150, 220) }
    let lines = String(decoding: BlockEncoder(depth: depth).printed(sky), as: UTF8.self)
      .split(separator: "\n")
    #expect(Set(lines).count == 1)
    var changed = sky
    changed.replace(x: 0, y: 0, with: Picture(width: 4, height: 8) { _, _ in Pixel(0, 0, 0) })
    func right(_ picture: Picture) -> [UInt8] {
      var bytes: [UInt8] = []
      BlockEncoder(depth: depth).append(row: 1, columns: 4..<8, of: picture, to: &bytes)
      return bytes
    }
    #expect(right(changed) == right(sky))
    #expect(Set(right(sky).split(separator: 0x6D)).count > 2)
  }

  @Test func `each backend has a title`() {
    let backends: [any FrameBackend] = [
      KittyEncoder(id: 1, editsPictures: true), KittyTmuxEncoder(id: 1), ITermEncoder(),
      SixelEncoder(registers: 256),
      TmuxPassthrough(SixelEncoder(registers: 256), row: 0, column: 0),
      BlockEncoder(depth: .truecolor), BlockEncoder(depth: .palette256),
      BlockEncoder(depth: .ansi16), CellEncoder(depth: .ansi16), ShadeEncoder(.blocks),
      ShadeEncoder(.ascii),
    ]
    #expect(
      backends.map(\.title) == [
        "kitty graphics", "kitty graphics through tmux", "iTerm2 picture", "sixel",
        "sixel through tmux", "half blocks, truecolor", "half blocks, 256 colours",
        "half blocks, 16 colours", "coloured cells, 16 colours", "shades", "ASCII shades",
      ])
  }
}
