import Terminal
import Testing

private let esc = "\u{1B}"

extension PtyTests {
  @Suite struct PicturePrintTests {
    @Test func `a picture is written whole`() throws {
      let terminal = try FakeTerminal(answers: [])
      defer { terminal.stop() }
      let picture = "\(esc)Pq" + String(repeating: "~", count: 30_000) + "\(esc)\\"
      try PicturePrint.write(Array(picture.utf8), to: terminal.path) { false }
      #expect(terminal.waits(for: "\(esc)\\"))
      #expect(terminal.text == picture)
    }

    @Test func `a picture that a signal cuts off is ended`() throws {
      let terminal = try FakeTerminal(answers: [])
      defer { terminal.stop() }
      let picture = "\(esc)Pq" + String(repeating: "~", count: 30_000)
      var pieces = 0
      try PicturePrint.write(Array(picture.utf8), to: terminal.path) {
        pieces += 1
        return pieces > 2
      }
      #expect(terminal.waits(for: "\(esc)\\"))
      #expect(terminal.text.utf8.count < picture.utf8.count)
      #expect(terminal.text.hasSuffix("~\(esc)\\"))
    }
  }
}
