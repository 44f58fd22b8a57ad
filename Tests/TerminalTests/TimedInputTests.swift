import Cells
import Terminal
import Testing

private let esc: UInt8 = 0x1B

/// Every kind of sequence, and what it means.
private let sequences: [(String, Key)] = [
  ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[1;5D", .wordLeft), ("\u{1B}[15~", .function(5)),
  ("\u{1B}[<0;4;3M", .mouse(MouseEvent(.press(.left), row: 2, column: 3))),
  ("\u{1B}[M !!", .mouse(MouseEvent(.press(.left), row: 0, column: 0))),
  ("é", .character("é")), ("中", .character("中")), ("😀", .character("😀")),
  ("\u{1B}[200~a b\u{1B}[201~", .pasted("a b")),
]

/// A link that delivers what it is told, when it is told, by a clock of its own.
private struct Link {
  private let start = ContinuousClock.now
  private(set) var elapsed = Duration.zero
  var input: TimedInput
  private(set) var keys: [Key] = []

  init(roundTrip: Duration?, delay: String? = nil) {
    var patience = EscapePatience(delay: delay)
    if let roundTrip { patience.learn(roundTrip: roundTrip) }
    input = TimedInput(patience: patience, at: start)
  }

  mutating func deliver(_ bytes: some Sequence<UInt8>) {
    take(input.feed(Array(bytes), at: start + elapsed))
  }

  /// Lets time pass as the event loop does: it wakes at each deadline.
  mutating func wait(_ duration: Duration) {
    let end = elapsed + duration
    while let deadline = input.deadline, deadline <= start + end {
      elapsed = deadline - start
      take(input.resolve(at: deadline))
    }
    elapsed = end
  }

  private mutating func take(_ inputs: [Input]) {
    for case .key(let key) in inputs { keys.append(key) }
  }
}

@Suite struct TimedInputTests {
  @Test(arguments: sequences.indices)
  func `a sequence that a slow link tears anywhere by 200 ms is one key`(index: Int) {
    let (text, key) = sequences[index]
    let bytes = Array(text.utf8)
    for place in 1..<bytes.count {
      var link = Link(roundTrip: .milliseconds(300))
      link.deliver(bytes[..<place])
      link.wait(.milliseconds(200))
      link.deliver(bytes[place...])
      #expect(link.keys == [key], "torn after \(place) bytes")
    }
  }

  @Test(arguments: sequences.indices)
  func `bytes that waited to be read while keys were carried out are no silence`(index: Int) {
    let (text, key) = sequences[index]
    let start = ContinuousClock.now
    for place in 1..<text.utf8.count {
      var input = TimedInput(patience: EscapePatience(delay: nil), at: start)
      let first = input.feed(Array(text.utf8.prefix(place)), at: start)
      #expect(input.deadline == start, "\(place) bytes call for another look")
      // Nobody has looked for ten seconds.
      let late = start + .seconds(10)
      #expect(first + input.resolve(at: late) == [], "torn after \(place) bytes")
      #expect(input.feed(Array(text.utf8.dropFirst(place)), at: late) == [.key(key)])
    }
  }

  @Test func `pasted text may take as long as it needs`() {
    var link = Link(roundTrip: .milliseconds(2))
    link.deliver("\u{1B}[200~".utf8)
    for byte in "pasted\u{1B}[201~".utf8 {
      link.wait(.seconds(4))
      link.deliver([byte])
    }
    #expect(link.keys == [.pasted("pasted")])
  }

  @Test func `pasted text that stops for good does not mute the keyboard`() {
    var link = Link(roundTrip: nil)
    link.deliver("\u{1B}[200~q".utf8)
    link.wait(.seconds(6))
    link.deliver("u".utf8)
    #expect(link.keys == [.pasted("q"), .character("u")])
  }

  @Test(arguments: [
    (nil, 50), (2, 54), (20, 90), (100, 250), (300, 300), (2000, 300),
  ])
  func `the escape key comes sooner on a faster link`(roundTrip: Int?, delay: Int) {
    var link = Link(roundTrip: roundTrip.map { .milliseconds($0) })
    link.deliver([esc])
    link.wait(.milliseconds(delay - 1))
    #expect(link.keys.isEmpty)
    link.wait(.milliseconds(1))
    #expect(link.keys == [.escape])
  }

  @Test func `the fastest answer tells what the link takes`() {
    var patience = EscapePatience(delay: nil)
    for time in [300, 10, 900] { patience.learn(roundTrip: .milliseconds(time)) }
    #expect(patience.duration == .milliseconds(70))
  }

  @Test(arguments: [
    ("700", 700), ("0", 0), ("1000", 1000), ("-5", 250), ("long", 250), ("", 250),
  ])
  func `ESCDELAY is what the person wants, whatever the link takes`(value: String, delay: Int) {
    var patience = EscapePatience(delay: value)
    patience.learn(roundTrip: .milliseconds(100))
    #expect(patience.duration == .milliseconds(delay))
  }
}
