import Cells
import Screens
import Testing

@Suite struct LineEditorTests {
  /// A line as text with a bar for the cursor.
  private static func line(_ marked: String) -> LineEditor {
    let parts = marked.split(separator: "|", omittingEmptySubsequences: false)
    var line = LineEditor(parts.joined())
    for _ in 0..<(parts.last ?? "").count { _ = line.handle(.left) }
    return line
  }

  private static let moves: [(String, Key, String)] = [
    ("ab|", .left, "a|b"), ("|ab", .left, "|ab"), ("a|b", .right, "ab|"), ("ab|", .right, "ab|"),
    ("ab|", .control("b"), "a|b"), ("a|b", .control("f"), "ab|"),
    ("ab|c", .home, "|abc"), ("ab|c", .control("a"), "|abc"),
    ("a|bc", .end, "abc|"), ("a|bc", .control("e"), "abc|"),
    ("a/b c.json|", .wordLeft, "a/b |c.json"), ("a/b |c.json", .alt("b"), "a/|b c.json"),
    ("|a/b c", .wordRight, "a|/b c"), ("a|/b c", .alt("f"), "a/b| c"),
    ("a|b", .backspace, "|b"), ("|ab", .backspace, "|ab"), ("a|b", .delete, "a|"),
    ("ab|", .delete, "ab|"), ("a|b", .control("d"), "a|"),
    ("/tmp/a b.json|c", .control("w"), "/tmp/a |c"), ("/tmp/|c", .alt("\u{7F}"), "/|c"),
    ("a|b/c", .alt("d"), "a|/c"), ("|", .control("w"), "|"),
    ("ab|cd", .control("u"), "|cd"), ("ab|cd", .control("k"), "ab|"),
    ("中é😀|", .left, "中é|😀"), ("e\u{301}x|", .backspace, "e\u{301}|"),
    ("e\u{301}|", .backspace, "|"),
  ]

  @Test(arguments: moves.indices)
  func `a key changes the line as in a shell`(index: Int) {
    let (before, key, after) = Self.moves[index]
    var line = Self.line(before)
    let isTaken = line.handle(key)
    #expect(isTaken)
    #expect("\(line.before)|\(line.after)" == after)
  }

  @Test func `text is put at the cursor, and other keys change nothing`() {
    var line = Self.line("ad|e")
    _ = line.handle(.left)
    line.insert("bc")
    #expect("\(line.before)|\(line.after)" == "abc|de")
    for key: Key in [.enter, .tab, .up, .control("x"), .alt("x"), .function(1)] {
      let isTaken = line.handle(key)
      #expect(!isTaken)
    }
    #expect(line.text == "abcde")
  }

  @Test func `fifty thousand combining marks are cut to what a line holds`() {
    var line = LineEditor()
    for _ in 0..<50_000 { line.insert("\u{301}") }
    #expect(line.text.unicodeScalars.count == LineEditor.limit)
    line = LineEditor("e" + String(repeating: "\u{301}", count: 50_000))
    #expect(line.text.unicodeScalars.count == LineEditor.limit)
    _ = line.handle(.backspace)
    #expect(line.text.isEmpty)
  }

  @Test(arguments: [
    ("church.json\n", "church.json"), ("\r\n a\r\n\r\nb\tc  ", " a b c"),
    ("a\u{1B}[31mb\u{7}", "a[31mb"),
    ("\n\n", ""), ("q", "q"), ("a\u{2028}b\u{85}c", "a bc"),
  ])
  func `pasted text becomes one line`(pasted: String, line: String) {
    #expect(LineEditor.line(ofPasted: pasted) == line)
  }

  @Test func `a pasted book is cut`() {
    let book = String(repeating: "word\n", count: 100_000)
    #expect(LineEditor.line(ofPasted: book).unicodeScalars.count == LineEditor.limit)
  }
}
