import Files
import Testing

/// Names from outside as they reach a terminal.
struct ShownNameTests {
  @Test(arguments: [
    ("tree", "tree"), ("дерево 木", "дерево 木"), ("a\u{1B}[31mb", #"a\u{1B}[31mb"#),
    ("two\nlines", #"two\nlines"#), ("\u{202E}gnp.exe", #"\u{202E}gnp.exe"#),
    ("\u{9B}31m", #"\u{009B}31m"#), ("\u{2028}", #"\u{2028}"#),
  ])
  func `control characters are written out`(name: String, shown: String) {
    #expect("'\(shown: name)'" == "'\(shown)'")
  }

  @Test func `a long name is cut`() {
    let name = String(repeating: "a", count: 57_000_000)
    #expect("\(shown: name)" == String(repeating: "a", count: 120) + "…")
  }

  @Test func `a name of one character and a million marks is cut`() {
    let name = "a" + String(repeating: "\u{301}", count: 1_000_000)
    #expect("\(shown: name)".unicodeScalars.count == 121)
  }
}
