import Files
import FoundationEssentials
import Painting
import TestSupport
import Testing
import Units

@Suite struct JournalTests {
  private static let model = ModelIdentity(name: "small", hash: "0123456789abcdef")

  /// A journal of random edits, and the session after each whole line: what a reader may find.
  private struct Written {
    var bytes: [UInt8] = []
    /// How long the journal was when the session was such.
    var states: [(count: Int, session: Session)] = []

    init(seed: UInt64, steps: Int = 25) {
      var random = SplitMix64(seed: seed)
      var history = EditHistory(random.session())
      var text = JournalText(model: JournalTests.model, process: 77)
      var session = history.session
      text.append(session)
      func record(_ session: Session) {
        bytes += text.takeBytes()
        states.append((bytes.count, session))
      }
      record(session)
      for _ in 0..<steps {
        history.makeRandomStep(&random)
        for news in history.takeNews() {
          session.follow(news)
          text.append(news)
          record(session)
        }
      }
    }
  }

  @Test(arguments: UInt64(0)..<60)
  func `what was written is read`(seed: UInt64) throws {
    let written = Written(seed: seed)
    let journal = try JournalReader(bytes: written.bytes)
    let last = try #require(written.states.last).session
    #expect(journal.session == last || !last.isEdited && journal.session.isEdited)
    #expect(journal.model == Self.model && journal.process == 77)
    #expect(JournalReader.model(of: written.bytes) == Self.model)
    #expect(try SessionFile(bytes: written.bytes) == SessionFile(journal))
  }

  @Test(arguments: UInt64(0)..<60)
  func `a torn journal has all that stood before the tear`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed &+ 1000)
    let written = Written(seed: seed)
    for _ in 0..<40 {
      let cut = Int.random(in: 0...written.bytes.count, using: &random)
      try expect(Array(written.bytes.prefix(cut)), isOf: written, upTo: cut)
    }
  }

  @Test(arguments: UInt64(0)..<60)
  func `a flipped byte ends the reading there`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed &+ 2000)
    let written = Written(seed: seed)
    for _ in 0..<40 {
      let place = Int.random(in: 0..<written.bytes.count, using: &random)
      var bytes = written.bytes
      bytes[place] ^= UInt8.random(in: 1...255, using: &random)
      try expect(bytes, isOf: written, upTo: place)
    }
  }

  /// The newest state that is whole; of the edit behind it some lines may be there.
  private func expect(_ bytes: [UInt8], isOf written: Written, upTo place: Int) throws {
    let first = written.states.lastIndex { $0.count <= place }
    guard let first else {
      // Parts of the beginning may be there, but they tell of no session.
      if let found = try? JournalReader(bytes: bytes) { #expect(found.session.layer != "") }
      return
    }
    let journal = try JournalReader(bytes: bytes)
    let session = written.states[first].session
    let strokes = [session, written.states[min(first + 1, written.states.count - 1)].session]
      .map { Array($0.strokes) }
    #expect(strokes.contains(Array(journal.session.strokes)) || !session.isEdited)
  }

  @Test func `a line that is lost or comes twice ends the reading`() throws {
    var text = JournalText(model: Self.model, process: 1)
    text.append(Session(latent: Latent(id: 1), layer: "main.5"))
    let beginning = text.takeBytes()
    let lines = (2...4).map { number in
      text.append(.layer(LayerName(rawValue: "main.\(number)")))
      return text.takeBytes()
    }
    func layer(_ lines: [[UInt8]]) throws -> LayerName {
      try JournalReader(bytes: beginning + lines.joined()).session.layer
    }
    #expect(try layer(lines) == "main.4")
    #expect(try layer([lines[0], lines[2]]) == "main.2")
    #expect(try layer([lines[0], lines[0], lines[1]]) == "main.2")
    #expect(try layer([lines[1]]) == "main.5")
  }

  @Test func `what was painted before all was taken away is offered, unless it was saved`() throws {
    var session = Session(latent: Latent(id: 1), layer: "main.5")
    session.strokes = [Stroke(concept: "tree", direction: .draw, edits: [], mask: nil)]
    var empty = session
    empty.strokes = []
    for isSaved in [false, true] {
      var text = JournalText(model: Self.model, process: 1)
      text.append(session)
      if isSaved { text.append(savedTo: "a.json", of: session.latent) }
      text.append(Edit.session(old: session, new: empty))
      let journal = try JournalReader(bytes: text.takeBytes())
      #expect(journal.isUnsaved == !isSaved)
      #expect(journal.session == (isSaved ? empty : session))
    }
  }

  @Test func `a session that was saved is offered after the next edit`() throws {
    var session = Session(latent: Latent(id: 1), layer: "main.5")
    session.strokes = [Stroke(concept: "tree", direction: .draw, edits: [], mask: nil)]
    var text = JournalText(model: Self.model, process: 1)
    text.append(session)
    text.append(savedTo: "a.json", of: session.latent)
    let saved = text.takeBytes()
    #expect(try !JournalReader(bytes: saved).isUnsaved)
    text.append(Edit.adding(session.strokes[0], to: session))
    #expect(try JournalReader(bytes: saved + text.takeBytes()).isUnsaved)
  }

  @Test func `a session that is written whole counts when its last stroke is there`() throws {
    var session = Session(latent: Latent(id: 1), layer: "main.5")
    var text = JournalText(model: Self.model, process: 1)
    text.append(session)
    let beginning = text.takeBytes()
    session.strokes = StrokeList((0..<100).map { StrokeListTests.stroke($0) })
    text.append(session)
    let bytes = beginning + text.takeBytes()
    #expect(try JournalReader(bytes: bytes).session == session)
    #expect(try JournalReader(bytes: Array(bytes.dropLast(2))).session.strokes.isEmpty)
  }

  @Test func `of a session whose beginning alone is there, its strokes are read`() throws {
    var session = Session(latent: Latent(id: 1), layer: "main.5")
    session.strokes = StrokeList((0..<100).map { StrokeListTests.stroke($0) })
    var text = JournalText(model: Self.model, process: 1)
    text.append(session)
    let journal = try JournalReader(bytes: Array(text.takeBytes().dropLast(2)))
    #expect(journal.isDamaged && journal.session.strokes.count == 96)
    #expect(Array(journal.session.strokes) == Array(session.strokes.prefix(96)))
  }

  @Test(arguments: ["tree", "a \"b\" / \\ \n \u{1}", "木 \u{1F333} \u{2028}"])
  func `a stroke's line is what an encoder makes`(concept: String) throws {
    let grid = Grid(height: 8, width: 8)
    var mask = Mask(grid: grid)
    mask.insert(row: 2, column: 3, side: 3)
    var session = Session(latent: Latent(id: 1), layer: "main.5")
    for (mask, pooling) in [
      (nil, Mask.Pooling.max), (mask, .mean), (Mask(grid: grid), .max),
    ] {
      session.strokes.append(
        Stroke(concept: concept, direction: .remove, edits: [], mask: mask, pooling: pooling))
    }
    var text = JournalText(model: Self.model, process: 1)
    text.append(session)
    let bytes = text.takeBytes()
    #expect(try JournalReader(bytes: bytes).session == session)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let parts = try [
      encoder.encode(concept), encoder.encode(session.strokes[1].mask),
      encoder.encode(session.strokes[2].mask),
    ]
    for part in parts { #expect(bytes.firstRange(of: part) != nil) }
  }

  @Test func `a stroke takes few bytes, because lists of units are written once`() {
    var session = Session(latent: Latent(id: 1), layer: "main.5")
    var text = JournalText(model: Self.model, process: 1)
    text.append(session)
    var count = 0
    for number in 0..<1000 {
      let edit = Edit.adding(StrokeListTests.stroke(number), to: session)
      session.apply(edit)
      text.append(edit)
      count += text.takeBytes().count
    }
    #expect(count < 1000 * 256)
  }

  // MARK: Several pictures

  private static func painted(_ id: Int, strokes count: Int) -> Session {
    var session = Session(latent: Latent(id: id), layer: "main.5")
    session.strokes = StrokeList((0..<count).map { StrokeListTests.stroke($0) })
    return session
  }

  @Test func `strokes of every picture are read, the one that is painted on first`() throws {
    let pictures = (1...3).map { Self.painted($0, strokes: 40 * $0) }
    var text = JournalText(model: Self.model, process: 1)
    text.append(pictures[0])
    for place in 1...2 {
      text.append(.picture(left: pictures[place - 1], entered: pictures[place]))
    }
    let journal = try JournalReader(bytes: text.takeBytes())
    #expect(journal.session == pictures[2] && journal.others == Array(pictures[..<2]))
    #expect(SessionFile(journal).others == journal.others)
    text = JournalText(model: Self.model, process: 1)
    text.append(pictures[0])
    text.append(.picture(left: pictures[0], entered: Self.painted(2, strokes: 0)))
    // The one in sight has nothing to go on with.
    #expect(try JournalReader(bytes: text.takeBytes()).session == pictures[0])
  }

  @Test func `a picture that is come back to is not written again, and its strokes go on`() throws {
    var (first, second) = (Self.painted(1, strokes: 100), Self.painted(2, strokes: 0))
    var text = JournalText(model: Self.model, process: 1)
    text.append(first)
    text.append(.picture(left: first, entered: second))
    var bytes = text.takeBytes()
    second.layer = "main.2"
    first.layer = "main.2"
    text.append(.layer("main.2"))
    text.append(.picture(left: second, entered: first))
    let edit = Edit.adding(StrokeListTests.stroke(100), to: first)
    first.apply(edit)
    text.append(edit)
    let added = text.takeBytes()
    #expect(added.count < 1000)
    bytes += added
    let journal = try JournalReader(bytes: bytes)
    #expect(journal.session == first && journal.others.isEmpty)
    text.append(savedTo: "a.json", of: first.latent)
    #expect(try !JournalReader(bytes: bytes + text.takeBytes()).isUnsaved)
  }

  @Test func `a picture that is saved while another is painted on is not offered`() throws {
    let (first, second) = (Self.painted(1, strokes: 2), Self.painted(2, strokes: 3))
    var text = JournalText(model: Self.model, process: 1)
    text.append(first)
    text.append(.picture(left: first, entered: second))
    text.append(savedTo: "a.json", of: first.latent)
    let journal = try JournalReader(bytes: text.takeBytes())
    #expect(journal.session == second && journal.others.isEmpty && journal.isUnsaved)
  }

  @Test(arguments: [
    "", "\n", "00000000 {}\n", "{\"format\": \"ganbrush session\"}", "12345678 \n",
  ])
  func `other text is no journal`(text: String) {
    #expect(throws: SessionError.self) { try JournalReader(bytes: Array(text.utf8)) }
  }

  @Test func `an unknown version is named`() {
    let line = "{\"format\":\"ganbrush journal\",\"process\":1,\"version\":3}"
    #expect(throws: SessionError.unsupportedVersion(3)) {
      try JournalReader(bytes: Array("\(checksum(line)) \(line)\n".utf8))
    }
  }

  private func checksum(_ line: String) -> String {
    var checksum = Checksum()
    checksum.append(line.utf8)
    return checksum.text
  }
}
