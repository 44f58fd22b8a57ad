import Cells
import Foundation
import Terminal
import Testing

private let esc = "\u{1B}"

extension PtyTests {
  /// Answers that come late, and where they go when the program ends.
  struct AnswerDrainTests {
    private static let delays = [200, 700, 1500]
    private static let name = "\(esc)P>|foot(1.13.1)\(esc)\\\(esc)[?62;4c"

    private func probe(
      _ far: FakeTerminal, timeout: Duration
    ) throws -> (Capabilities, TypeAhead) {
      try CapabilityProbe.run(
        path: far.path, environment: ["TERM": "xterm-256color"], timeout: timeout)
    }

    @Test(arguments: delays)
    func `no answer to a probe is left for the shell`(milliseconds: Int) throws {
      let far = try FakeTerminal(answers: [Self.name], delay: .milliseconds(milliseconds))
      defer { far.stop() }
      let modes = far.modes
      let (capabilities, _) = try probe(far, timeout: .milliseconds(50))
      #expect(capabilities.attributes == nil)
      AnswerDrain.run(after: capabilities, path: far.path)
      #expect(far.modes == modes)
      #expect(far.typedIntoShell(afterAnswers: 2).isEmpty)
    }

    @Test(arguments: delays)
    func `a painter that leaves with a picture in flight takes its answer along`(
      milliseconds: Int
    ) throws {
      let far = try FakeTerminal(
        answers: [Self.name], delay: .milliseconds(milliseconds), acknowledges: true)
      defer { far.stop() }
      let modes = far.modes
      let (capabilities, typeAhead) = try probe(far, timeout: .milliseconds(50))
      do {
        var terminal = try CursesTerminal(
          capabilities, typeAhead: typeAhead, wake: try WakeSignal(), path: far.path)
        terminal.send(Array("\(esc)[6;6Hpicture".utf8))
        #expect(far.waits(for: "\(esc)[5n"))
      }
      #expect(far.modes == modes)
      #expect(far.typedIntoShell(afterAnswers: 3).isEmpty)
    }

    @Test func `a terminal that was asked nothing is asked nothing at the end`() throws {
      let far = try FakeTerminal(answers: [])
      defer { far.stop() }
      let (capabilities, _) = try probe(far, timeout: .zero)
      AnswerDrain.run(after: capabilities, path: far.path)
      #expect(far.text.isEmpty)
    }

    @Test func `a signal does not wait long for a terminal that reads nothing`() throws {
      let far = try FakeTerminal(answers: [])
      let modes = far.modes
      let (capabilities, _) = try probe(far, timeout: .milliseconds(50))
      let start: ContinuousClock.Instant
      do {
        var terminal = try CursesTerminal(capabilities, wake: try WakeSignal(), path: far.path)
        far.stop()
        kill(getpid(), SIGTERM)
        let events = terminal.wait(timeout: .seconds(10))
        #expect(events == [.terminated(signal: SIGTERM)])
        start = .now
      }
      #expect(.now - start < .seconds(3))
      #expect(far.modes == modes)
    }

    @Test func `the patience follows the link`() {
      let start = ContinuousClock.now
      var times = AnswerTimes()
      #expect(times.patience(at: start) == nil)
      times.noteQuestion(at: start)
      #expect(times.patience(at: start + .milliseconds(500)) == .milliseconds(4500))
      #expect(times.patience(at: start + .seconds(9)) == .zero)
      times.noteAnswer(at: start + .milliseconds(20))
      #expect(times.patience(at: start) == .seconds(1))
      times.noteAnswer(to: start, at: start + .milliseconds(600))
      #expect(times.patience(at: start) == .milliseconds(1800))
      #expect(times.patience(isBusy: true, at: start) == .seconds(5))
      // Of later answers nobody knows the questions.
      times.noteAnswer(at: start + .seconds(60))
      #expect(times.patience(at: start) == .milliseconds(1800))
    }
  }
}
