import Cells
import Painting
import Screens
import Testing
import Units

@Suite struct PromptStories {
  /// The last row, where hints and remarks are.
  private func lastLine(_ painter: Painter) -> String {
    painter.row(painter.state.display.size.height - 1)
  }

  private func prompt(_ painter: Painter) -> Prompt? {
    if case .prompt(let prompt) = painter.state.mode { prompt } else { nil }
  }

  @Test func `the start tells of older interrupted sessions, and up shows them`() {
    var painter = Painter()
    func offer(_ others: [String]) {
      painter.program {
        $0.offer(recovery: "3.journal", others: others)
        return []
      }
    }
    offer([])
    #expect(painter.messageLine.contains("an interrupted session is kept"))
    offer(["2.journal", "1.journal"])
    #expect(painter.messageLine.contains("kept (and 2 more): o and enter open it"))
    painter.type("o")
    #expect(prompt(painter)?.text == "3.journal")
    for name in ["2.journal", "1.journal"] {
      painter.press(.up)
      #expect(prompt(painter)?.text == name)
    }
    painter.press(.escape)
    painter.type("u")
    offer(["2.journal"])
    #expect(painter.messageLine.contains("nothing to undo"))
  }

  // MARK: Wrong answers

  @Test(arguments: [
    ("g9999999", "! pictures have ids from 0 to 999999"), ("n0", "! a stroke sets at least 1 unit"),
  ])
  func `a wrong answer stays, with the reason, until it is right`(keys: String, reason: String) {
    var painter = Painter()
    let before = painter.session
    painter.type(keys)
    painter.press(.enter)
    #expect(lastLine(painter).contains(reason), "\(lastLine(painter))")
    #expect(prompt(painter)?.text == String(keys.dropFirst()))
    #expect(painter.messageLine.contains(keys.dropFirst()))
    painter.press(.backspace)
    #expect(lastLine(painter).contains("enter accept"))
    #expect(prompt(painter)?.text == String(keys.dropFirst().dropLast()))
    painter.press(.escape)
    #expect(painter.state.mode == .painting)
    #expect(painter.session == before)
  }

  @Test func `a file that cannot be written or read brings its question back`() {
    let path = String(repeating: "folder/", count: 20) + "a.json"
    for key in ["w", "o"] {
      var painter = Painter()
      painter.type(key)
      painter.press(.control("u"))
      painter.type(path)
      painter.press(.enter)
      #expect(painter.state.mode == .painting)
      painter.program {
        $0.refuseAnswer("cannot write '\(path)': no space", reason: "no space")
        return []
      }
      // The name would leave no room for the reason.
      #expect(lastLine(painter).hasPrefix(" ! no space"))
      #expect(prompt(painter)?.text == path)
    }
  }

  @Test func `a failure that comes when the person has gone on is a message`() {
    var painter = Painter()
    painter.type("wa.json")
    painter.press(.enter)
    painter.type("u")
    painter.program {
      $0.refuseAnswer("cannot write 'a.json': no space", reason: "no space")
      return []
    }
    #expect(painter.state.mode == .painting)
    #expect(painter.messageLine.contains("! cannot write 'a.json': no space"))
  }

  // MARK: Earlier answers

  @Test func `earlier answers of the same question come back`() {
    var painter = Painter()
    for answer in ["g1", "g22", "n4", "g1"] {
      painter.type(answer)
      painter.press(.enter)
    }
    painter.type("g3")
    let steps: [(Key, String)] = [
      (.up, "1"), (.control("p"), "22"), (.up, "22"), (.down, "1"), (.control("n"), "3"),
      (.down, "3"),
    ]
    for (key, text) in steps {
      painter.press(key)
      #expect(prompt(painter)?.text == text)
    }
    painter.press(.up, .up, .enter)
    #expect(painter.session.latent.id == 22)
  }

  // MARK: Pasted text

  @Test func `a key that is no digit is refused where a number is asked for`() {
    var painter = Painter()
    painter.type("g2.")
    #expect(prompt(painter)?.text == "2")
    #expect(painter.row(with: "'.' is no digit; expected a whole number") != nil)
    painter.type("5")
    #expect(painter.row(with: "is no digit") == nil)
  }

  @Test func `pasted text goes into a question as one line`() {
    var painter = Painter()
    painter.type("o")
    painter.press(.pasted("my folder/\nchurch.json\r\n"))
    #expect(prompt(painter)?.text == "my folder/ church.json")
    painter.press(.escape)
    painter.type("g")
    painter.press(.pasted("id 104, please"))
    #expect(prompt(painter)?.text == "104")
    painter.press(.escape)
    painter.type("o")
    painter.press(.pasted("e" + String(repeating: "\u{301}", count: 50_000)))
    #expect(prompt(painter)?.text.unicodeScalars.count == LineEditor.limit)
    // It replaces a suggestion, as typing does.
    painter.press(.escape)
    painter.type("w")
    painter.press(.pasted("a.json"))
    #expect(prompt(painter)?.text == "a.json")
  }

  @Test(arguments: ["", "\r", " q"])
  func `pasted text paints, quits and answers nothing`(keys: String) {
    var painter = Painter()
    for key in keys { painter.press(key == "\r" ? .enter : .character(key)) }
    let (session, mode) = (painter.session, painter.state.mode)
    painter.press(.pasted("x q y quit\n"))
    #expect(painter.session == session)
    #expect(painter.state.mode == mode)
    #expect(painter.takeEffects().isEmpty)
    #expect(
      painter.state.feedback.message?.text == "pasted text is ignored; only questions take it")
  }

  // MARK: Alt

  @Test func `alt moves by words in a question, and is escape elsewhere`() {
    var painter = Painter()
    painter.type("oa/b")
    painter.press(.alt("b"))
    painter.type("c")
    #expect(prompt(painter)?.text == "a/cb")
    painter.press(.alt("u"))
    #expect(painter.state.mode == .painting)
    #expect(painter.messageLine.contains("nothing to undo"))
  }

  // MARK: Files

  @Test func `tab completes a path as far as it is clear`() {
    var painter = Painter()
    painter.type("odocs/ch")
    painter.press(.tab)
    #expect(painter.takeEffects() == [.complete("docs/ch")])
    painter.program {
      $0.complete(
        "docs/ch", from: ["church.json", "church-2.json", "chapel/", "other", ".chhidden"])
    }
    #expect(prompt(painter)?.text == "docs/ch")
    #expect(lastLine(painter).hasPrefix(" chapel/  church-2.json  church.json"))
    painter.type("u")
    painter.press(.tab)
    painter.program {
      $0.complete("docs/chu", from: ["church.json", "church-2.json", "chapel/"])
    }
    #expect(prompt(painter)?.text == "docs/church")
    painter.type(".")
    painter.program {
      $0.complete("docs/church.", from: ["church.json", "church-2.json"])
    }
    #expect(prompt(painter)?.text == "docs/church.json")
    #expect(lastLine(painter).contains("enter accept"))
  }

  @Test func `names are completed as terminals may show them`() {
    var painter = Painter()
    painter.type("o")
    painter.press(.tab)
    painter.program {
      $0.complete("", from: ["a\u{1B}[31m", "a\u{FFFD}", "ab"])
    }
    #expect(prompt(painter)?.text == "a")
    #expect(lastLine(painter).hasPrefix(" a\\u{1B}[31m  ab"))
    painter.program {
      $0.complete("a", from: [])
    }
    #expect(lastLine(painter).hasPrefix(" ! no file begins like this"))
  }

  @Test func `a folder that has been listed too late changes nothing`() {
    var painter = Painter()
    painter.type("oa")
    painter.press(.tab)
    painter.type("b")
    painter.program {
      $0.complete("a", from: ["alpha"])
    }
    #expect(prompt(painter)?.text == "ab")
  }

  @Test(arguments: ["~", "$HOME"])
  func `a home's sign is completed like a folder`(sign: String) {
    #expect(PathCompletion(sign, names: []) == PathCompletion("\(sign)", names: ["~x"]))
    #expect(PathCompletion(sign, names: []).text == "\(sign)/")
  }

  // MARK: Long and wide lines

  @Test func `a long line scrolls with the cursor`() {
    var painter = Painter(width: 60, height: 20)
    painter.type("o")
    painter.type(String((0..<100).map { "\($0 % 10)" }.joined()))
    let label = " open file: "
    #expect(
      painter.messageLine == label + "…"
        + String((0..<100).map { "\($0 % 10)" }.joined().suffix(45)) + "  ")
    painter.press(.home)
    #expect(painter.messageLine == label + String((0..<46).map { "\($0 % 10)" }.joined()) + "… ")
    painter.press(.end, .left)
    #expect(painter.messageLine.hasSuffix("789 "))
  }

  @Test func `a wide line takes two cells a character`() {
    var painter = Painter(width: 60, height: 20)
    painter.type("o")
    painter.type(String(repeating: "中", count: 30))
    // 47 cells: the mark, 22 characters, the cursor.
    #expect(painter.messageLine.contains(": …" + String(repeating: "中", count: 22) + " "))
    painter.press(.left)
    #expect(painter.messageLine.filter { $0 == "中" }.count == 23)
  }
}
