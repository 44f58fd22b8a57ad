import Foundation
import Testing

extension EndToEndTests {
  /// What a terminal far away answers after the program has ended: nothing.
  struct LateAnswerTests {
    private static let answers = [
      "\u{1B}P>|XTerm(379)\u{1B}\\\u{1B}[?1;0;256S\u{1B}[?1;0;256S\u{1B}[?62;4;22c"
    ]
    private static let delays = [200, 800, 1500]
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    private func terminal(_ milliseconds: Int) throws -> PseudoTerminal {
      try PseudoTerminal(.init(answers: Self.answers, delay: .milliseconds(milliseconds)))
    }

    @Test(arguments: delays, ["show a.png", "show a.png --probe-timeout 0.1", "doctor"])
    func `a command that asks leaves nothing for the shell`(
      milliseconds: Int, command: String
    ) throws {
      _ = try workspace.draw("a.png", width: 32, height: 32)
      let terminal = try terminal(milliseconds)
      defer { terminal.stop() }
      let words = command.split(separator: " ").map(String.init)
      #expect(try terminal.start(words, in: workspace).end() == 0)
      #expect(try terminal.typedIntoShell() == "")
      #expect(String(decoding: terminal.bytes, as: UTF8.self).contains("\u{1B}[c"))
    }

    @Test(arguments: delays)
    func `a painter that quits with a picture in flight leaves nothing for the shell`(
      milliseconds: Int
    ) throws {
      let terminal = try terminal(milliseconds)
      defer { terminal.stop() }
      let program = try terminal.start(
        ["--id", "4", "--layer", "\(PaintView.layer)"], in: workspace)
      try eventually("a picture") { !terminal.recording.frames.isEmpty }
      terminal.type("q")
      #expect(try program.end() == 0)
      #expect(try terminal.typedIntoShell() == "")
    }
  }
}
