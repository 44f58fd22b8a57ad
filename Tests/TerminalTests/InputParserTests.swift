import Cells
import Terminal
import TestSupport
import Testing

private let esc = "\u{1B}"

/// Bytes and what they mean, for every row of the grammar.
private let rows: [(String, [Input])] = [
  ("aZ~ é中😀", "aZ~ é中😀".map { .key(.character($0)) }),
  ("\u{12}\u{3}\u{0}\u{1F}", ["r", "c", " ", "_"].map { .key(.control($0)) }),
  ("\r\n\t\u{7F}\u{8}", [.enter, .enter, .tab, .backspace, .backspace].map { .key($0) }),
  ("\(esc)[A\(esc)[B\(esc)[C\(esc)[D", [.up, .down, .right, .left].map { .key($0) }),
  ("\(esc)OA\(esc)OB\(esc)OC\(esc)OD", [.up, .down, .right, .left].map { .key($0) }),
  ("\(esc)[1;5A\(esc)[1;2D\(esc)Oa\(esc)[b", [.up, .left, .up, .down].map { .key($0) }),
  ("\(esc)[H\(esc)[F\(esc)OH\(esc)OF", [.home, .end, .home, .end].map { .key($0) }),
  ("\(esc)[1~\(esc)[4~\(esc)[7~\(esc)[8~", [.home, .end, .home, .end].map { .key($0) }),
  (
    "\(esc)[2~\(esc)[3;5~\(esc)[5~\(esc)[6^",
    [.insert, .delete, .pageUp, .pageDown].map { .key($0) }
  ),
  ("\(esc)OP\(esc)OQ\(esc)OR\(esc)OS", (1...4).map { .key(.function($0)) }),
  ("\(esc)[1;2P\(esc)[1;5Q\(esc)[1;2R\(esc)[1;2S", (1...4).map { .key(.function($0)) }),
  ("\(esc)[[A\(esc)[[E\(esc)[11~\(esc)[15~", [1, 5, 1, 5].map { .key(.function($0)) }),
  ("\(esc)[17~\(esc)[21~\(esc)[23~\(esc)[24;2~", [6, 10, 11, 12].map { .key(.function($0)) }),
  (
    "\(esc)[Z\(esc)[9;2u\(esc)[27;5;114~\(esc)[97;1u",
    [
      .key(.backTab), .key(.backTab), .key(.control("r")), .key(.character("a")),
    ]
  ),
  (
    "\(esc)OM\(esc)Op\(esc)Oy\(esc)Ok",
    [
      .key(.enter), .key(.character("0")), .key(.character("9")), .key(.character("+")),
    ]
  ),
  (
    "\(esc)x\(esc)\u{7F}\(esc)\(esc)[A", [.alt("x"), .alt("\u{7F}"), .escape, .up].map { .key($0) }
  ),
  ("\(esc)\(esc)é", [.escape, .escape, .character("é")].map { .key($0) }),
  (
    "\(esc)[1;5D\(esc)[1;3C\(esc)Od\(esc)Oc\(esc)[1;2C",
    [.wordLeft, .wordRight, .wordLeft, .wordRight, .right].map { .key($0) }
  ),
  (
    "\(esc)[200~quit\nq\(esc)[A\(esc)\(esc)[201\(esc)[201~q",
    [.pasted("quit\nq\(esc)[A\(esc)\(esc)[201"), .character("q")].map { .key($0) }
  ),
  ("\(esc)[<0;1;1M\(esc)[<0;1;1m", [mouse(.press(.left), 0, 0), mouse(.release, 0, 0)]),
  (
    "\(esc)[<32;300;20M\(esc)[<18;3;4M",
    [mouse(.drag(.left), 19, 299), mouse(.press(.right), 3, 2)]
  ),
  (
    "\(esc)[<64;2;3M\(esc)[<69;2;3M\(esc)[<35;2;3M",
    [mouse(.wheelUp, 2, 1), mouse(.wheelDown, 2, 1)]
  ),
  (
    "\(esc)[M !!\(esc)[M#\"#\(esc)[MA$%",
    [
      mouse(.press(.left), 0, 0), mouse(.release, 2, 1), mouse(.drag(.middle), 4, 3),
    ]
  ),
  ("\(esc)[I\(esc)[O", [.focusGained, .focusLost]),
  ("\(esc)[?64;1;2;4c", [.reply(.attributes([64, 1, 2, 4]))]),
  ("\(esc)P>|XTerm(379)\(esc)\\", [.reply(.terminalName("XTerm(379)"))]),
  (
    "\(esc)_Gi=31;OK\(esc)\\\(esc)_Gi=31;ENODATA:x\(esc)\\",
    [
      .reply(.kittyGraphics(isSupported: true)), .reply(.kittyGraphics(isSupported: false)),
    ]
  ),
  (
    "\(esc)[?1;0;1024S\(esc)[?2;0;1000;900S\(esc)[?1;3;0S",
    [
      .reply(.colourRegisters(1024)), .reply(.pictureLimit(width: 1000, height: 900)),
      .reply(.graphicsRefused(item: 1)),
    ]
  ),
  (
    "\(esc)[6;17;8t\(esc)[4;680;800t",
    [
      .reply(.cellSize(width: 8, height: 17)), .reply(.textAreaSize(width: 800, height: 680)),
    ]
  ),
  (
    "\(esc)[?2026;2$y\(esc)[?2026;0$y",
    [
      .reply(.synchronizedOutput(isSupported: true)),
      .reply(.synchronizedOutput(isSupported: false)),
    ]
  ),
  (
    "\(esc)]11;rgb:ffff/8080/0000\(esc)\\\(esc)]11;rgb:1c/1c/1c\u{7}\(esc)]11;rgb:1/2\u{7}q",
    [
      .reply(.background(isBright: true)), .reply(.background(isBright: false)),
      .key(.character("q")),
    ]
  ),
  (
    "\(esc)[>65;7802;1c\(esc)P1$r0;48:2::17:34:51m\(esc)\\\(esc)P1$r0m\(esc)\\\(esc)P0$r\(esc)\\",
    [
      .reply(.secondaryAttributes([65, 7802, 1])), .reply(.rendition(isDirect: true)),
      .reply(.rendition(isDirect: false)),
    ]
  ),
  ("\(esc)[0n\(esc)[12;40R", [.reply(.ready), .reply(.cursor(row: 11, column: 39))]),
  ("\(esc)[>1;2p\(esc)[?7;1$yq", [.key(.character("q"))]),
  (
    "\(esc)]52;c;aGk=\u{7}\(esc)P1+r0\(esc)\\\(esc)^x\(esc)\\\(esc)Xy\(esc)\\q",
    [.key(.character("q"))]
  ),
  ("\(esc)[201~\(esc)[1;2;3;4;5;6q\(esc)[5nq", [.key(.character("q"))]),
  ("\(esc)]11;unfinished\(esc)[Bq", [.key(.down), .key(.character("q"))]),
]

private func mouse(_ action: MouseEvent.Action, _ row: Int, _ column: Int) -> Input {
  .key(.mouse(MouseEvent(action, row: row, column: column)))
}

struct InputParserTests {
  @Test(arguments: rows.indices)
  func `a sequence means what the grammar says`(row: Int) {
    var parser = InputParser()
    #expect(parser.feed(rows[row].0.utf8) == rows[row].1)
    #expect(!parser.isUnfinished)
  }

  @Test
  func `feeding byte by byte changes nothing`() {
    var (whole, single) = (InputParser(), InputParser())
    let bytes = rows.flatMap { Array($0.0.utf8) }
    #expect(whole.feed(bytes) == bytes.flatMap { single.feed([$0]) })
  }

  @Test(arguments: UInt64(0)..<200)
  func `random bytes split anywhere give the same inputs and never trap`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let alphabet = Array("\(esc)\(esc)\(esc)[[]<?;$PO_M\\0129:ct~mRSny\u{7}\u{18}".utf8)
    let bytes = (0..<500).map { _ in
      Bool.random(using: &random)
        ? alphabet.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255, using: &random)
    }
    var (whole, parts) = (InputParser(), InputParser())
    let expected = whole.feed(bytes)
    var found: [Input] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let length = Int.random(in: 1...7, using: &random)
      found += parts.feed(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    #expect(found == expected)
    #expect(whole == parts)
  }

  @Test
  func `a lone escape is a key after the delay`() {
    var parser = InputParser()
    #expect(parser.feed([0x1B]).isEmpty)
    #expect(parser.flush() == [.key(.escape)])
    #expect(parser.flush().isEmpty)
  }

  @Test
  func `a begun answer survives the delay`() {
    var parser = InputParser()
    #expect(parser.feed("\(esc)[?64;".utf8).isEmpty)
    #expect(parser.flush().isEmpty)
    #expect(parser.feed("4c".utf8) == [.reply(.attributes([64, 4]))])
  }

  @Test
  func `shift in rxvt is a key after the delay`() {
    var parser = InputParser()
    #expect(parser.feed("\(esc)[5$".utf8).isEmpty)
    #expect(parser.flush() == [.key(.pageUp)])
  }

  @Test
  func `an unfinished string is dropped when patience ends`() {
    var parser = InputParser()
    #expect(parser.feed("\(esc)Pabc".utf8).isEmpty)
    #expect(parser.abandon().isEmpty)
    #expect(parser.feed("a".utf8) == [.key(.character("a"))])
  }

  @Test
  func `pasted text whose end never comes is text all the same`() {
    var parser = InputParser()
    #expect(parser.feed("\(esc)[200~rm -rf\(esc)[20".utf8).isEmpty)
    #expect(parser.flush().isEmpty)
    #expect(parser.abandon() == [.key(.pasted("rm -rf"))])
    #expect(parser.feed("q".utf8) == [.key(.character("q"))])
  }

  @Test
  func `a pasted book costs no more than the limit`() throws {
    var parser = InputParser()
    let book = String(repeating: "a", count: 3 * InputParser.limit)
    let inputs = parser.feed("\(esc)[200~\(book)\(esc)[201~".utf8)
    #expect(inputs == [.key(.pasted(String(book.prefix(InputParser.limit))))])
  }

  @Test(arguments: [
    [0xC3, 0x28], [0xC0, 0xAF, 0x28], [0xED, 0xA0, 0x80, 0x28], [0xF4, 0x90, 0x80, 0x80, 0x28],
    [0xFF, 0x28], [0xC2, 0x9B, 0x28], [0xE2, 0x82, 0x28],
  ])
  func `invalid UTF-8 is dropped and nothing else`(bytes: [UInt8]) {
    var parser = InputParser()
    #expect(parser.feed(bytes) == [.key(.character("("))])
  }

  @Test(arguments: ["\(esc)P", "\(esc)]11;", "\(esc)["])
  func `a sequence longer than the limit is swallowed whole`(start: String) {
    var parser = InputParser()
    let long = [UInt8](repeating: UInt8(ascii: "1"), count: 2 * InputParser.limit)
    #expect(parser.feed(start.utf8).isEmpty)
    #expect(parser.feed(long).isEmpty)
    #expect(
      parser.feed("\(start == "\(esc)[" ? "A" : "\(esc)\\")q".utf8) == [.key(.character("q"))])
  }

  @Test
  func `a name is shown without what could act on a terminal`() {
    var parser = InputParser()
    let inputs = parser.feed(
      "\(esc)P>|a\u{7}b\r\n\(String(repeating: "c", count: 500))\(esc)\\".utf8)
    #expect(inputs == [.reply(.terminalName("ab" + String(repeating: "c", count: 98)))])
  }
}
