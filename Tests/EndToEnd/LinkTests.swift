import Glibc
import TestSupport
import Testing

private let sixelAnswers = "\u{1B}[?1;0;256S\u{1B}[?1;0;256S\u{1B}[?2;0;1000;1000S\u{1B}[?62;4;22c"

extension EndToEndTests {
  /// The program at the end of links that a test can count bytes on.
  struct LinkTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    /// A sixel terminal behind a link of 256 kbit/s, which is 32 bytes a millisecond.
    private func slowTerminal() throws -> PseudoTerminal {
      try PseudoTerminal(
        .init(
          answers: [sixelAnswers], link: SimulatedLink(kilobits: 256, delay: .milliseconds(300))))
    }

    /// Waits until nothing has come for most of a second.
    private func waitsForQuiet(_ terminal: PseudoTerminal) throws {
      var (count, since) = (-1, ContinuousClock.now)
      try eventually("quiet after \(count) bytes") {
        let next = terminal.bytes.count
        if next != count { (count, since) = (next, .now) }
        return ContinuousClock.now - since > .milliseconds(800)
      }
    }

    /// The height of a frame's first sixel in pixels.
    private func height(of frame: [UInt8]) -> Int {
      let text = String(decoding: frame, as: UTF8.self)
      return text.firstMatch(of: /q"1;1;\d+;(\d+)/).flatMap { Int($0.1) } ?? 0
    }

    @Test
    func `the first picture on an unknown link is small`() throws {
      let terminal = try slowTerminal()
      defer { terminal.stop() }
      let program = try terminal.start(["--id", "4"], in: workspace)
      try eventually("a picture") { !terminal.recording.frames.isEmpty }
      let first = try #require(terminal.recording.frames.first)
      #expect(first.count <= 20_000)
      terminal.type("q")
      #expect(try program.end() == 0)
    }

    @Test
    func `a held key never has more under way than a slow link takes in two seconds`() throws {
      let terminal = try slowTerminal()
      defer { terminal.stop() }
      let program = try terminal.start(["--id", "4"], in: workspace)
      try eventually("a picture") { !terminal.recording.frames.isEmpty }
      let before = terminal.recording.frames.count
      for _ in 0..<100 {
        terminal.type(".")
        usleep(33_000)
      }
      let held = terminal.recording.frames.count - before
      let sent = terminal.bytes.count
      try waitsForQuiet(terminal)
      // What was on its way, the newest screen and its picture in few colours; not what refines it.
      let frames = terminal.recording.frames.dropFirst(before + held)
      let heights = frames.map(height)
      let refining = zip(frames, heights).filter { $1 < heights.max() ?? 0 }.map(\.0.count)
      let settling = terminal.bytes.count - sent - refining.reduce(0, +)
      #expect(settling <= 48_000, "\(settling) bytes")
      #expect(heights.count - refining.count <= 3)
      // No picture in all colours has gone out in place of a newer coarse one.
      let all = terminal.recording.frames
      let whole = all.filter { height(of: $0) == heights.max() }
      #expect(whole.allSatisfy { $0.count <= 20_000 }, "\(whole.map(\.count))")
      #expect((1...10).contains(held), "\(held) pictures")
      // A busy machine acknowledges in bursts, which make the link look faster; the exact limit is tested on a
      // simulated clock in TerminalTests.
      #expect(terminal.mostUnacknowledged <= 64_000)
      terminal.type("q")
      #expect(try program.end() == 0)
    }

    @Test
    func `twenty resizes send one picture`() throws {
      let terminal = try PseudoTerminal(.init(answers: [sixelAnswers]))
      defer { terminal.stop() }
      let program = try terminal.start(["--id", "4"], in: workspace)
      try eventually("a picture") { !terminal.recording.frames.isEmpty }
      try waitsForQuiet(terminal)
      let before = terminal.recording.frames.count
      for step in 0..<20 {
        terminal.resize(rows: 40, columns: 119 - step)
        usleep(5_000)
      }
      try eventually("a picture of the new size") { terminal.recording.frames.count > before }
      try waitsForQuiet(terminal)
      #expect(terminal.recording.frames.count == before + 1)
      terminal.type("q")
      #expect(try program.end() == 0)
    }

    @Test
    func `a window that is looked at again needs no picture, except in a multiplexer`() throws {
      for (name, isSent) in [("XTerm(379)", false), ("tmux 3.3a", true)] {
        let terminal = try PseudoTerminal(
          .init(answers: ["\u{1B}P>|\(name)\u{1B}\\" + sixelAnswers]))
        defer { terminal.stop() }
        let program = try terminal.start(["--id", "4"], in: workspace)
        try eventually("a picture") { !terminal.recording.frames.isEmpty }
        try waitsForQuiet(terminal)
        let before = terminal.recording.frames.count
        terminal.type("\u{1B}[O\u{1B}[I")
        try waitsForQuiet(terminal)
        #expect((terminal.recording.frames.count > before) == isSent, "\(name)")
        terminal.type("q")
        #expect(try program.end() == 0)
      }
    }
  }
}
