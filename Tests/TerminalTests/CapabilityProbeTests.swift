import Cells
import Terminal
import Testing

private let esc = "\u{1B}"
private let xtermAnswers =
  "\(esc)P>|XTerm(379)\(esc)\\\(esc)[?1;0;1024S\(esc)[?1;0;1024S\(esc)[?2;0;1000;1000S"
  + "\(esc)[6;17;8t\(esc)[4;680;800t\(esc)[?2026;0$y\(esc)[?63;1;2;4;6c"

extension PtyTests {
  struct CapabilityProbeTests {
    private func probe(
      _ terminal: FakeTerminal, timeout: Duration = .seconds(2)
    ) throws -> (Capabilities, TypeAhead) {
      defer { terminal.stop() }
      return try CapabilityProbe.run(
        path: terminal.path, environment: ["TERM": "xterm-256color"], timeout: timeout)
    }

    @Test(arguments: [false, true])
    func `a sixel terminal is found, in one piece or byte by byte`(isSplit: Bool) throws {
      let terminal = try FakeTerminal(answers: [xtermAnswers], isSplit: isSplit)
      let modes = terminal.modes
      let (capabilities, typeAhead) = try probe(terminal)
      #expect(capabilities.sixel?.registers == 1024)
      #expect(capabilities.cell == CellSize(width: 8, height: 17, source: .cellReport))
      #expect(typeAhead.keys.isEmpty && !typeAhead.parser.isUnfinished)
      #expect(try #require(typeAhead.roundTrip) < .seconds(2))
      #expect(terminal.modes == modes)
    }

    @Test
    func `a terminal without sixel gets blocks`() throws {
      let terminal = try FakeTerminal(answers: ["\(esc)[?64;1;2;6c"])
      let (capabilities, _) = try probe(terminal)
      #expect(capabilities.attributes == [64, 1, 2, 6])
      #expect(capabilities.pictureProtocol == .blocks)
    }

    @Test
    func `keys typed between answers are kept in order`() throws {
      let terminal = try FakeTerminal(answers: ["a\(esc)[6;17;8tb\(esc)[A\(esc)[?62;4cé\r"])
      let (capabilities, typeAhead) = try probe(terminal)
      #expect(capabilities.sixel != nil)
      #expect(typeAhead.keys == [.character("a"), .character("b"), .up, .character("é"), .enter])
    }

    @Test
    func `sixteen registers are raised to 256`() throws {
      let first = xtermAnswers.replacing(
        "\(esc)[?1;0;1024S", with: "\(esc)[?1;0;16S", maxReplacements: 1)
      let terminal = try FakeTerminal(answers: [first, "\(esc)[?1;0;256S\(esc)[?63;4c"])
      let (capabilities, _) = try probe(terminal)
      #expect(terminal.text.contains("\(esc)[?1;3;256S"))
      #expect(capabilities.sixel?.registers == 256)
    }

    @Test(arguments: [
      ("48:2::17:34:51", true), ("0;48;2;17;34;51", true), ("48:2:17:34:51", true),
      ("0;48;5;23", false), ("0", false),
    ])
    func `a terminal without a known name is asked for its colours`(
      rendition: String, isDirect: Bool
    ) throws {
      let terminal = try FakeTerminal(answers: [
        "\(esc)[?62;22c", "\(esc)P1$r\(rendition)m\(esc)\\\(esc)[?62;22c",
      ])
      let (capabilities, _) = try probe(terminal)
      #expect(terminal.text.contains("\(esc)[48;2;17;34;51m\(esc)P$qm\(esc)\\\(esc)[m"))
      #expect(capabilities.colourDepth == (isDirect ? .truecolor : .palette256))
    }

    @Test(arguments: [
      ("xterm-256color", "\(esc)[?6c"),
      ("xterm-256color", "\(esc)P>|kitty(0.26.5)\(esc)\\\(esc)[?62;c"),
      ("xterm-256color", "\(esc)P>|tmux 3.3a\(esc)\\\(esc)[?1;2c"), ("screen", "\(esc)[?62;c"),
      ("xterm-16color", "\(esc)[?62;c"), ("vt100", "\(esc)[?62;c"),
    ])
    func `no such question where it may be printed or is answered`(
      type: String, answer: String
    ) throws {
      let terminal = try FakeTerminal(answers: [answer, "\(esc)[?1;2c"])
      defer { terminal.stop() }
      _ = try CapabilityProbe.run(path: terminal.path, environment: ["TERM": type])
      #expect(!terminal.text.contains("$qm"))
    }

    @Test(arguments: [("ffff/ffff/ffff", true), ("0000/0000/0000", false)])
    func `without colours a terminal is asked for its background`(
      background: String, isBright: Bool
    ) throws {
      let terminal = try FakeTerminal(answers: [
        "\(esc)[?62;22c", "\(esc)]11;rgb:\(background)\(esc)\\\(esc)[?62;22c",
      ])
      defer { terminal.stop() }
      let (capabilities, _) = try CapabilityProbe.run(
        path: terminal.path, environment: ["TERM": "xterm", "NO_COLOR": "1"])
      #expect(capabilities.hasBrightBackground == isBright)
    }

    @Test
    func `a silent terminal ends the wait at the timeout`() throws {
      let terminal = try FakeTerminal(answers: [])
      var capabilities: Capabilities?
      let time = try ContinuousClock().measure {
        capabilities = try probe(terminal, timeout: .milliseconds(200)).0
      }
      #expect(capabilities?.attributes == nil)
      #expect(time > .milliseconds(190) && time < .seconds(1))
    }

    @Test
    func `a timeout of zero asks nothing`() throws {
      let terminal = try FakeTerminal(answers: [xtermAnswers])
      let (capabilities, _) = try probe(terminal, timeout: .zero)
      #expect(terminal.text.isEmpty)
      #expect(capabilities.pictureProtocol == .blocks)
    }

    @Test
    func `tmux is asked again for the terminal around it`() throws {
      let terminal = try FakeTerminal(answers: [
        "\(esc)P>|tmux 3.3a\(esc)\\\(esc)[?1;2c", xtermAnswers,
      ])
      let (capabilities, _) = try probe(terminal)
      #expect(terminal.text.contains("\(esc)Ptmux;\(esc)\(esc)[>0q"))
      #expect(capabilities.outerTerminalName == "XTerm(379)")
      #expect(capabilities.sixel == nil)
    }

    @Test
    func `only a terminal that has told its name is asked for kitty's pictures`() throws {
      let question = "\(esc)_G"
      let known = try FakeTerminal(answers: [xtermAnswers])
      _ = try probe(known)
      #expect(!known.text.contains(question))
      let silent = try FakeTerminal(answers: ["\(esc)[?62c"])
      _ = try probe(silent)
      #expect(!silent.text.contains(question))
      let kitty = try FakeTerminal(answers: ["\(esc)P>|kitty(0.26.5)\(esc)\\\(esc)[?62c"])
      #expect(try probe(kitty).0.pictureProtocol == .kitty)
      #expect(!kitty.text.contains(question))
      let other = try FakeTerminal(answers: [
        "\(esc)P>|newcomer 1\(esc)\\\(esc)[?62c", "\(esc)_Gi=31;OK\(esc)\\\(esc)[?62c",
      ])
      #expect(try probe(other).0.pictureProtocol == .kitty)
      #expect(other.text.contains(question))
    }

    @Test(arguments: ["screen", "screen-256color", "tmux-256color"])
    func `multiplexers never get what they take for a title`(type: String) throws {
      let names = type.hasPrefix("tmux") ? "\(esc)P>|tmux 3.3a\(esc)\\" : ""
      let terminal = try FakeTerminal(answers: ["\(names)\(esc)[?1;2;4c", "\(esc)[?62c"])
      defer { terminal.stop() }
      let (found, _) = try CapabilityProbe.run(path: terminal.path, environment: ["TERM": type])
      #expect(!terminal.text.contains("\(esc)_"))
      #expect(found.pictureProtocol == .blocks)
    }

    @Test
    func `no terminal is one clear error`() {
      #expect(throws: TerminalError.self) {
        _ = try CapabilityProbe.run(path: "/dev/null", environment: [:], timeout: .zero)
      }
    }
  }
}
