import Cells
import Foundation
import Terminal
import Testing

private let esc = "\u{1B}"

extension PtyTests {
  struct CursesTerminalTests {
    private func environment() -> Surroundings {
      // Curses writes in the encoding of the process.
      unsafe setlocale(LC_CTYPE, "C.UTF-8")
      return Surroundings(environment: ["TERM": "xterm-256color"], terminfoColours: 256)
    }

    /// Collects events until one satisfies the condition, for two seconds at most.
    private func events(
      of terminal: inout CursesTerminal, until isLast: (TerminalEvent) -> Bool
    ) -> [TerminalEvent] {
      var events: [TerminalEvent] = []
      for _ in 0..<20 where !events.contains(where: isLast) {
        events += terminal.wait(timeout: .milliseconds(100))
      }
      return events
    }

    /// Lets the terminal write what it holds back for the link, until the far end has a text so many times.
    private func writes(
      _ terminal: inout CursesTerminal, to far: FakeTerminal, until text: String, times: Int = 1
    ) -> Bool {
      for _ in 0..<500 {
        if far.text.components(separatedBy: text).count > times { return true }
        _ = terminal.wait(timeout: .milliseconds(10))
      }
      return false
    }

    @Test
    func `cells, pictures and keys share one terminal and leave it as it was`() throws {
      let far = try FakeTerminal(answers: [], rows: 30)
      defer { far.stop() }
      let modes = far.modes
      do {
        let wake = try WakeSignal()
        var terminal = try CursesTerminal(
          Capabilities(environment(), answers: [.attributes([63, 4])]),
          typeAhead: TypeAhead(keys: [.character("z")]), wake: wake, path: far.path)
        let size = terminal.size
        #expect(size == (30, 80))
        #expect(far.waits(for: "\(esc)[5n"))
        far.type("\(esc)[0n")
        let first = terminal.wait(timeout: .zero)
        #expect(first == [.key(.character("z"))])

        var grid = CellGrid(width: 80, height: 24)
        grid.write("hello", row: 2, column: 3, Style(.rgb(255, 0, 0), bold: true))
        let hole = Rect(row: 5, column: 5, height: 4, width: 10)
        grid.fill(hole, with: Cell("#"))
        terminal.show(grid, except: hole)
        #expect(far.waits(for: "hello"))
        #expect(!far.text.contains("#"))
        #expect(far.text.contains("\(esc)[?1049h"))
        #expect(far.text.contains("\(esc)[1;30r") && !far.text.contains("\(esc)[1;24r"))
        #expect(far.text.contains("\(esc)[?1002h\(esc)[?1006h\(esc)[?1004h\(esc)[?2004h"))

        var isReady = terminal.isReadyForPicture
        #expect(isReady)
        terminal.send(Array("\(esc)[6;6H\(esc)Pqfirst\(esc)\\".utf8))
        #expect(far.waits(for: "first\(esc)\\\(esc)8\(esc)[5n"))
        isReady = terminal.isReadyForPicture
        #expect(!isReady)
        terminal.send(Array("second".utf8))
        terminal.send(Array("third".utf8))
        far.type("\(esc)[0n\(esc)[0n")
        let silence = terminal.wait(timeout: .milliseconds(20))
        #expect(silence.isEmpty)
        #expect(far.waits(for: "third"))
        #expect(!far.text.contains("second"))
        terminal.pictureDemand = .afterScreen
        far.type("\(esc)[0n")
        let room = terminal.wait(timeout: .seconds(10))
        #expect(room.isEmpty)
        isReady = terminal.isReadyForPicture
        #expect(isReady)
        terminal.pictureDemand = .none

        far.type("q\(esc)[<0;4;3M")
        let keys = events(of: &terminal) {
          $0 == .key(.mouse(MouseEvent(.press(.left), row: 2, column: 3)))
        }
        #expect(keys.contains(.key(.character("q"))))

        wake.notify()
        let wakes = events(of: &terminal) { $0 == .wake }
        #expect(wakes == [.wake])
        far.type(esc)
        let escape = terminal.wait(timeout: .seconds(1))
        #expect(escape == [.key(.escape)])
        far.type("\(esc)[?62;4c")
        let reply = terminal.wait(timeout: .seconds(1))
        #expect(reply == [.reply(.attributes([62, 4]))])
      }
      #expect(far.waits(for: "\(esc)[?1049l"))
      #expect(far.text.contains("\(esc)[?1002l\(esc)[?1006l\(esc)[?1004l\(esc)[?2004l"))
      #expect(far.modes == modes)
    }

    @Test
    func `only what differs is written`() throws {
      let far = try FakeTerminal(answers: [])
      defer { far.stop() }
      let wake = try WakeSignal()
      var terminal = try CursesTerminal(
        Capabilities(environment()), mouse: false, wake: wake, path: far.path)
      var grid = CellGrid(width: 80, height: 24)
      grid.write("steady line", row: 0, column: 0)
      terminal.show(grid)
      #expect(writes(&terminal, to: far, until: "steady line"))
      let before = far.text.count
      grid.write("中\u{1B}é", row: 1, column: 0)
      terminal.show(grid)
      #expect(writes(&terminal, to: far, until: "中?é"))
      #expect(far.text.count - before < 30)
      terminal.invalidate(Rect(row: 0, column: 7, height: 1, width: 4))
      terminal.show(grid)
      #expect(writes(&terminal, to: far, until: "line", times: 2))
      #expect(far.text.components(separatedBy: "steady").count == 2)
      #expect(!far.text.contains("1002"))
    }

    @Test
    func `coloured text that a picture comes to lie on is wiped before it`() throws {
      let far = try FakeTerminal(answers: [])
      defer { far.stop() }
      var terminal = try CursesTerminal(
        Capabilities(environment()), wake: try WakeSignal(), path: far.path)
      var grid = CellGrid(width: 80, height: 24)
      grid.write("red text", row: 6, column: 5, Style(.rgb(255, 0, 0)))
      terminal.show(grid)
      #expect(writes(&terminal, to: far, until: "red text"))
      grid.fill(grid.bounds)
      terminal.show(grid, except: Rect(row: 5, column: 5, height: 4, width: 10))
      let wiped = #/red text.*\u{1B}\[7;6H\u{1B}\[[0-9;]*m {8}/#.dotMatchesNewlines()
      for _ in 0..<500 where !far.text.contains(wiped) {
        _ = terminal.wait(timeout: .milliseconds(10))
      }
      #expect(far.text.contains(wiped))
    }

    @Test
    func `rows beside a picture move without scrolling or wiping it`() throws {
      let far = try FakeTerminal(answers: [])
      defer { far.stop() }
      var terminal = try CursesTerminal(
        Capabilities(environment()), wake: try WakeSignal(), path: far.path)
      let hole = Rect(row: 0, column: 30, height: 24, width: 50)
      for first in 0..<3 {
        var grid = CellGrid(width: 80, height: 24)
        for row in 0..<20 { grid.write("line \(first + row)", row: row, column: 0) }
        if first == 2 { grid.fill(grid.bounds) }
        terminal.show(grid, except: hole)
        #expect(far.waits(for: first == 2 ? "\(esc)[?1004h" : "line"))
      }
      usleep(50_000)
      let after = far.text.components(separatedBy: "\(esc)[?1004h").last ?? ""
      // Scrolling margins, inserted and deleted lines, and erasing to the end of a line or screen;
      // `1K` erases from the start of a line, on this side of the hole.
      let harmful = after.components(separatedBy: "\(esc)[").dropFirst().filter {
        $0.drop { "023456789;".contains($0) }.first.map { "rLMKJ".contains($0) } ?? false
      }
      #expect(harmful.isEmpty)
    }

    @Test
    func `a wake comes before keys that wait, and no key is lost`() throws {
      let far = try FakeTerminal(answers: [])
      defer { far.stop() }
      let wake = try WakeSignal()
      var terminal = try CursesTerminal(Capabilities(environment()), wake: wake, path: far.path)
      let typed = (0..<3000).map { Character(UnicodeScalar(97 + UInt8($0 % 26))) }
      far.type(String(typed))
      var keys = events(of: &terminal) { $0 == .key(.character("z")) }
      let first = keys.removeFirst()
      terminal.postpone(keys)
      wake.notify()
      let next = terminal.wait(timeout: .seconds(2))
      #expect(next.first == .wake)
      var all = [first] + next.dropFirst()
      all += events(of: &terminal) { _ in false }
      #expect(all == typed.map { .key(.character($0)) })
    }

    @Test
    func `a burst of keys is not torn while they are carried out slowly`() throws {
      let far = try FakeTerminal(answers: [])
      defer { far.stop() }
      let surroundings = Surroundings(
        environment: ["TERM": "xterm-256color", "ESCDELAY": "20"], terminfoColours: 256)
      var terminal = try CursesTerminal(
        Capabilities(surroundings), wake: try WakeSignal(), path: far.path)
      let round: [Key] = [.character(" "), .down, .character(" "), .right]
      let count = 12_500
      Thread.detachNewThread {
        far.type(String(repeating: " \(esc)[B \(esc)[C", count: count) + "q")
      }
      usleep(200_000)
      var keys: [Key] = []
      while keys.last != .character("q") {
        let events = terminal.wait(timeout: .seconds(10))
        try #require(!events.isEmpty)
        keys += events.prefix(700).compactMap { if case .key(let key) = $0 { key } else { nil } }
        terminal.postpone(events.dropFirst(700))
        usleep(25_000)
      }
      #expect(keys.count == count * 4 + 1)
      #expect(keys.enumerated().dropLast().allSatisfy { $1 == round[$0 % 4] })
    }

    @Test
    func `a picture that comes first is given the room that the screen would take`() throws {
      let far = try FakeTerminal(answers: [])
      defer { far.stop() }
      var terminal = try CursesTerminal(
        Capabilities(environment()), wake: try WakeSignal(), path: far.path)
      var grid = CellGrid(width: 80, height: 24)
      grid.write("before", row: 0, column: 0)
      terminal.show(grid)
      #expect(far.waits(for: "before"))
      grid.write("123456", row: 0, column: 0)
      terminal.pictureDemand = .beforeScreen
      terminal.show(grid)
      let events = terminal.wait(timeout: .seconds(10))
      #expect(events.isEmpty)
      terminal.send(Array("picture".utf8))
      _ = terminal.wait(timeout: .zero)
      #expect(far.waits(for: "123456"))
      #expect(far.text.contains(/before.*picture.*123456/.dotMatchesNewlines()))

      // The cells that the picture will lie on are wiped before it.
      far.type("\(esc)[0n\(esc)[0n")
      terminal.pictureDemand = .afterScreen
      _ = terminal.wait(timeout: .seconds(10))
      terminal.pictureDemand = .beforeScreen
      terminal.show(grid, except: Rect(row: 0, column: 0, height: 1, width: 3))
      terminal.send(Array("second".utf8))
      _ = terminal.wait(timeout: .zero)
      #expect(far.waits(for: "second"))
      #expect(far.text.contains(/123456.*   .*second/.dotMatchesNewlines()))
    }

    @Test
    func `a picture that text does not cover is taken away, once it has to go`() throws {
      let far = try FakeTerminal(answers: [])
      defer { far.stop() }
      let erasure = "\(esc)_Ga=d,d=I,i=7,q=2\(esc)\\"
      do {
        var terminal = try CursesTerminal(
          Capabilities(environment()), wake: try WakeSignal(), path: far.path)
        terminal.pictureErasure = Array(erasure.utf8)
        let grid = CellGrid(width: 80, height: 24)
        let hole = Rect(row: 5, column: 5, height: 4, width: 10)
        terminal.show(grid, except: hole)
        terminal.send(Array("picture".utf8))
        #expect(far.waits(for: "picture"))
        #expect(!far.text.contains(erasure))
        // Something covers it.
        terminal.show(grid)
        #expect(far.waits(for: erasure))
        terminal.show(grid, except: hole)
        terminal.redrawAll()
        terminal.show(grid, except: hole)
        #expect(far.waits(for: erasure, times: 2))
      }
      // Taken away while the screen is still ours.
      #expect(far.waits(for: erasure, times: 3))
      let last = try #require(far.text.components(separatedBy: erasure).last)
      #expect(last.contains("\(esc)[?1049l"))
    }

    @Test
    func `coloured cells in a room that a picture takes are wiped before it`() throws {
      let far = try FakeTerminal(answers: [])
      defer { far.stop() }
      var terminal = try CursesTerminal(
        Capabilities(environment()), wake: try WakeSignal(), path: far.path)
      var grid = CellGrid(width: 80, height: 24)
      grid.write("features", row: 7, column: 9, Style(on: .rgb(255, 0, 0)))
      terminal.show(grid)
      #expect(far.waits(for: "features"))
      far.type("\(esc)[0n\(esc)[0n")
      _ = terminal.wait(timeout: .seconds(10))
      // The picture itself may leave these cells free.
      terminal.show(grid, except: Rect(row: 5, column: 5, height: 4, width: 20))
      terminal.send(Array("picture".utf8))
      _ = terminal.wait(timeout: .zero)
      #expect(far.waits(for: "picture"))
      #expect(far.text.contains(/features.*\u{1B}\[8;10H[^H]* {8}.*picture/.dotMatchesNewlines()))
    }

    @Test
    func `a window that has changed is asked for its cells again`() throws {
      let far = try FakeTerminal(answers: [], rows: 30)
      defer { far.stop() }
      var surroundings = environment()
      surroundings.windowSize = WindowSize(
        rows: 24, columns: 80, pixelWidth: 1280, pixelHeight: 768)
      var terminal = try CursesTerminal(
        Capabilities(surroundings, answers: [.cellSize(width: 16, height: 32)]),
        wake: try WakeSignal(), path: far.path)
      // The kernel was right before, so its word counts until the answer.
      let between = terminal.cell
      #expect(between == CellSize(width: 8, height: 12, source: .windowSize))
      _ = terminal.wait(timeout: .zero)
      #expect(far.waits(for: "\(esc)[16t\(esc)[14t\(esc)[c"))
      far.type("\(esc)[6;13;8t\(esc)[?62c")
      let events = events(of: &terminal) { $0 == .reply(.cellSize(width: 8, height: 13)) }
      #expect(!events.isEmpty)
      let answered = terminal.cell
      #expect(answered == CellSize(width: 8, height: 13, source: .cellReport))
    }

    @Test(arguments: [("screen", false), ("xterm-256color", true)])
    func `GNU screen gets no mouse, so that a lone Esc arrives`(type: String, hasMouse: Bool) throws
    {
      let far = try FakeTerminal(answers: [])
      defer { far.stop() }
      let surroundings = Surroundings(environment: ["TERM": type], terminfoColours: 8)
      do {
        _ = try CursesTerminal(
          Capabilities(surroundings), wake: try WakeSignal(), path: far.path)
      }
      #expect(far.waits(for: "\(esc)[?1004l"))
      #expect(far.text.contains("\(esc)[?1002h") == hasMouse)
    }

    @Test(arguments: [
      ("xterm-256color", "\(esc)[0;1m\(esc)[38;5;196;48;5;16mX"),
      ("xterm", "\(esc)[0;1m\(esc)[38;5;196;48;5;16mX"),
      ("xterm-16color", "\(esc)[0;1m\(esc)[91;40mX"), ("vt100", "X"),
    ])
    func `cells have the colours that pictures have, whatever the type knows`(
      type: String, expected: String
    ) throws {
      let far = try FakeTerminal(answers: [])
      defer { far.stop() }
      let capabilities = Capabilities(
        Surroundings(
          environment: ["TERM": type],
          terminfoColours: ["xterm": 8, "xterm-16color": 16, "vt100": 0][type] ?? 256))
      var terminal = try CursesTerminal(capabilities, wake: try WakeSignal(), path: far.path)
      var grid = CellGrid(width: 80, height: 24)
      grid[2, 3] = Cell("X", Style(.rgb(255, 0, 0), on: .rgb(0, 0, 0), bold: true))
      terminal.show(grid)
      #expect(far.waits(for: expected))
      #expect(type != "vt100" || !far.text.contains(/\u{1B}\[[0-9;]*[34]8[;:]/))
    }

    @Test
    func `no sequence of colours has more than the ten parameters that mlterm takes`() throws {
      let far = try FakeTerminal(answers: [])
      defer { far.stop() }
      let capabilities = Capabilities(
        Surroundings(environment: ["TERM": "mlterm"], terminfoColours: 8))
      var terminal = try CursesTerminal(capabilities, wake: try WakeSignal(), path: far.path)
      var grid = CellGrid(width: 80, height: 24)
      grid[2, 3] = Cell(
        "X", Style(.rgb(1, 2, 3), on: .rgb(4, 5, 6), bold: true, dim: true, reversed: true))
      terminal.show(grid)
      #expect(far.waits(for: "48;2;4;5;6mX"))
      for sequence in far.text.matches(of: /\u{1B}\[([0-9;]*)m/) {
        #expect(sequence.1.split(separator: ";").count <= 10, "\(sequence.1)")
      }
    }

    @Test
    func `a terminal type that nobody knows is an error`() throws {
      let far = try FakeTerminal(answers: [])
      defer { far.stop() }
      let wake = try WakeSignal()
      let unknown = Capabilities(Surroundings(environment: ["TERM": "no-such-thing"]))
      #expect(throws: TerminalError.unknownType("no-such-thing")) {
        _ = try CursesTerminal(unknown, wake: wake, path: far.path)
      }
    }

    @Test func `a late answer is learnt, not typed`() throws {
      let far = try FakeTerminal(answers: ["\(esc)[?62;4c"], delay: .milliseconds(400))
      defer { far.stop() }
      let (capabilities, typeAhead) = try CapabilityProbe.run(
        path: far.path, environment: ["TERM": "xterm-256color"], timeout: .milliseconds(100))
      #expect(capabilities.sixel == nil)
      var terminal = try CursesTerminal(
        capabilities, typeAhead: typeAhead, wake: try WakeSignal(), path: far.path)
      let late = terminal.wait(timeout: .seconds(2))
      #expect(late == [.reply(.attributes([62, 4]))])
      let learnt = terminal.capabilities
      #expect(learnt.sixel != nil)
    }
  }
}
