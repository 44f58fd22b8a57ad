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

  @Test func `brightness becomes shades`() {
    let ramp = Picture(width: 10, height: 3) { x, _ in
      Pixel(UInt8(x * 28), UInt8(x * 28), UInt8(x * 28))
    }
    #expect(
      String(decoding: ASCIIEncoder().printed(ramp), as: UTF8.self)
        == " .:-=+*#%@\n .:-=+*#%@\n")
  }

  @Test func `each backend has a title`() {
    let backends: [any FrameBackend] = [
      KittyEncoder(id: 1, editsPictures: true), KittyTmuxEncoder(id: 1), ITermEncoder(),
      SixelEncoder(registers: 256),
      TmuxPassthrough(SixelEncoder(registers: 256), row: 0, column: 0),
      BlockEncoder(depth: .truecolor), BlockEncoder(depth: .palette256),
      BlockEncoder(depth: .ansi16), BlockEncoder(depth: .none), ASCIIEncoder(),
    ]
    #expect(
      backends.map(\.title) == [
        "kitty graphics", "kitty graphics through tmux", "iTerm2 picture", "sixel",
        "sixel through tmux", "half blocks, truecolor", "half blocks, 256 colours",
        "half blocks, 16 colours",
        "half blocks, 16 colours", "ASCII shades",
      ])
  }
}
