import Cells
import Testing

@Suite struct ColourCodeTests {
  private func text(_ code: ColourCode, isForeground: Bool) -> String {
    var bytes: [UInt8] = []
    code.append(isForeground: isForeground, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    (ColourCode.standard, "39", "49"), (.ansi(1), "31", "41"), (.ansi(9), "91", "101"),
    (.palette(196), "38;5;196", "48;5;196"),
    (.direct(1, 20, 255), "38;2;1;20;255", "48;2;1;20;255"),
  ])
  func `a code selects a colour by the terminal's parameters`(
    code: ColourCode, foreground: String, background: String
  ) {
    #expect(text(code, isForeground: true) == foreground)
    #expect(text(code, isForeground: false) == background)
  }

  @Test func `bold brightens the first eight only`() {
    #expect(ColourCode.ansi(0).isBrightenedByBold && ColourCode.ansi(7).isBrightenedByBold)
    for code in [ColourCode.ansi(8), .palette(0), .direct(0, 0, 0), .standard] {
      #expect(!code.isBrightenedByBold)
    }
  }
}
