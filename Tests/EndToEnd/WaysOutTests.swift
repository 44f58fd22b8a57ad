import Foundation
import Glibc
import Painting
import Pictures
import TestSupport
import Testing

private let answers = "\u{1B}[?1;0;256S\u{1B}[?1;0;256S\u{1B}[?2;0;1000;1000S\u{1B}[?62;4;22c"

/// Where the program is when it is told to end.
enum Whereabouts: String, CaseIterable {
  /// The terminal has been asked, and has not answered.
  case probe, show, doctor
  /// One stroke is painted.
  case painting
  case prompt, help
}

/// Signals that end programs in an orderly way, one of each kind at least.
private let signals: [Int32] = [
  SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGPWR,
  SIGSTKFLT, SIGXCPU, SIGSYS, 34, 50, 64,
]

/// Each signal at one place at least, and some at all.
private let ends: [(Int32, Whereabouts)] =
  signals.map { ($0, .probe) } + signals.map { ($0, .painting) }
  + [SIGTERM, SIGQUIT, SIGUSR1].flatMap { signal in
    [Whereabouts.show, .doctor, .prompt, .help].map { (signal, $0) }
  }

extension EndToEndTests {
  /// Every way out gives the terminal back, with the status that the way has.
  struct WaysOutTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    private func terminal(_ place: Whereabouts) throws -> PseudoTerminal {
      let isSilent = [.probe, .show, .doctor].contains(place)
      return try PseudoTerminal(.init(answers: isSilent ? [] : [answers]))
    }

    /// Starts the program and waits until it is there.
    private func start(_ place: Whereabouts, on terminal: PseudoTerminal) throws -> ChildProcess {
      let waiting = ["--probe-timeout", "60"]
      switch place {
      case .show:
        _ = try workspace.draw("seen.png", width: 32, height: 32)
        return try asked(terminal, ["show", "seen.png"] + waiting)
      case .doctor: return try asked(terminal, ["doctor"] + waiting)
      case .probe: return try asked(terminal, waiting)
      case .painting, .prompt, .help:
        let program = try terminal.start(
          ["--id", "12", "--layer", "\(PaintView.layer)"], in: workspace)
        try eventually("a picture") { terminal.recording.firstSixel != nil }
        terminal.type(place == .painting ? " " : place == .prompt ? " w" : " ?")
        let sign = place == .prompt ? "save session as" : place == .help ? "move the brush" : "+"
        try eventually("the sign '\(sign)'") { terminal.recording.cells.contains(sign) }
        return program
      }
    }

    private func asked(_ terminal: PseudoTerminal, _ arguments: [String]) throws -> ChildProcess {
      let program = try terminal.start(arguments, in: workspace)
      try eventually("the questions") { terminal.recording.cells.contains("\u{1B}[c") }
      return program
    }

    @Test(arguments: ends)
    func `a signal gives the terminal back and is the status`(
      signal: Int32, place: Whereabouts
    ) throws {
      let terminal = try terminal(place)
      defer { terminal.stop() }
      let modes = terminal.lineModes
      let program = try start(place, on: terminal)
      #expect(terminal.lineModes != modes)
      kill(program.id, signal)
      #expect(try program.end() == 128 + signal)
      #expect(terminal.lineModes == modes)
      let isPainted = [.painting, .prompt, .help].contains(place)
      let message = isPainted ? "strokes are kept in " : "ganbrush: ended by signal \(signal)\r\n"
      try eventually("the message '\(message)'") { terminal.text.contains(message) }
      #expect(ScreenModes(terminal.bytes) == .shell)
      #expect(workspace.recoveries.isEmpty != isPainted)
    }

    @Test(arguments: [Whereabouts.probe, .show, .doctor])
    func `control-C ends it while answers are awaited, and control-Z stops nothing`(
      place: Whereabouts
    ) throws {
      let terminal = try terminal(place)
      defer { terminal.stop() }
      let modes = terminal.lineModes
      let program = try start(place, on: terminal)
      terminal.type("\u{1A}\u{3}")
      #expect(try program.end() == 128 + SIGINT)
      #expect(terminal.lineModes == modes)
      try eventually("the message") {
        terminal.text.hasSuffix("ganbrush: ended by signal 2\r\n")
      }
    }

    /// Starts to show a picture that takes seconds, and waits until it has begun.
    private func show(
      _ style: String, of side: Int, on terminal: PseudoTerminal
    ) throws -> ChildProcess {
      try workspace.write(PNG.encode(.noise(width: side, height: side)), to: "noise.png")
      let program = try terminal.start(["show", "noise.png", "--graphics", style], in: workspace)
      let beginning = ["sixel": "\"1;1;", "kitty": "a=T,", "iterm2": "]1337;"][style]
      try eventually("a picture") { terminal.text.contains(beginning ?? style) }
      return program
    }

    @Test(arguments: ["sixel", "kitty", "iterm2"])
    func `control-C ends a picture that is being shown before it says so`(style: String) throws {
      let terminal = try PseudoTerminal(.init(answers: [answers], mouthful: 200))
      defer { terminal.stop() }
      let modes = terminal.lineModes
      let program = try show(style, of: 600, on: terminal)
      terminal.type("\u{3}")
      #expect(try program.end() == 128 + SIGINT)
      #expect(terminal.lineModes == modes)
      try eventually("the end of the picture, and the message") {
        terminal.text.hasSuffix("\u{1B}\\ganbrush: ended by signal 2\r\n")
      }
    }

    @Test func `neither control-Z nor a key comes into a picture that is being shown`() throws {
      let terminal = try PseudoTerminal(.init(answers: [answers], mouthful: 1000))
      defer { terminal.stop() }
      let modes = terminal.lineModes
      let program = try show("iterm2", of: 128, on: terminal)
      terminal.type("\u{1A}!?!")
      #expect(try program.end() == 0)
      #expect(terminal.lineModes == modes)
      try eventually("the end of the picture") { terminal.text.contains("\u{7}") }
      let base64 = terminal.text.matches(of: /\u{1B}\]1337;[^:]*:([^\u{7}]*)\u{7}/)
      for piece in base64 { #expect(Data(base64Encoded: String(piece.1)) != nil) }
      #expect(!terminal.text.contains("^Z") && !terminal.text.contains("!?!"))
    }

    @Test(
      arguments: [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT],
      [Whereabouts.probe, .painting])
    func `a crash gives the terminal back, and says in one line where its report is`(
      signal: Int32, place: Whereabouts
    ) throws {
      let terminal = try terminal(place)
      defer { terminal.stop() }
      let modes = terminal.lineModes
      let program = try start(place, on: terminal)
      kill(program.id, signal)
      #expect(try program.end() == 128 + signal)
      #expect(terminal.lineModes == modes)
      let beginning = "ganbrush: crashed by signal \(signal); the report is "
      // A crash may come in the middle of a picture.
      try eventually("the line") {
        terminal.text.contains(beginning) && terminal.text.hasSuffix(".txt\r\n")
      }
      let line = try #require(terminal.text.components(separatedBy: beginning).last)
      let path = line.trimmingCharacters(in: .whitespacesAndNewlines)
      #expect(path.hasPrefix(workspace.path("state/ganbrush/crash-")))
      let report = try String(contentsOf: URL(filePath: path), encoding: .utf8)
      #expect(report.hasPrefix("ganbrush "))
      #expect(report.contains("signal \(signal): ") && report.contains("/ganbrush("))
      #expect(ScreenModes(terminal.bytes) == .shell)
    }

    @Test func `nothing of a picture comes after a crash in another thread`() throws {
      let terminal = try PseudoTerminal(.init(answers: [answers], mouthful: 200))
      defer { terminal.stop() }
      let modes = terminal.lineModes
      let program = try show("kitty", of: 600, on: terminal)
      let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(program.id)/task")
      let other = try #require(threads.compactMap { pid_t($0) }.first { $0 != program.id })
      // Glibc's header hides it.
      typealias SendToThread = @convention(c) (pid_t, pid_t, Int32) -> Int32
      let symbol = unsafe try #require(unsafe dlsym(nil, "tgkill"))
      let send = unsafe unsafeBitCast(symbol, to: SendToThread.self)
      #expect(send(program.id, other, SIGBUS) == 0)
      #expect(try program.end() == 128 + SIGBUS)
      #expect(terminal.lineModes == modes)
      try eventually("the line, and nothing more") { terminal.text.hasSuffix(".txt\r\n") }
      #expect(
        terminal.text.contains("\u{1B}\\ganbrush: crashed by signal \(SIGBUS); the report is "))
      #expect(ScreenModes(terminal.bytes) == .shell)
    }

    @Test(arguments: Whereabouts.allCases)
    func `a closed terminal ends it as the signal does`(place: Whereabouts) throws {
      let terminal = try terminal(place)
      let program = try start(place, on: terminal)
      terminal.hangUp()
      #expect(try program.end() == 128 + SIGHUP)
      #expect(workspace.recoveries.isEmpty == [.probe, .show, .doctor].contains(place))
    }

    @Test func `a terminal that hangs holds up nothing`() throws {
      let terminal = try terminal(.painting)
      defer { terminal.stop() }
      let modes = terminal.lineModes
      let program = try start(.painting, on: terminal)
      terminal.getStuck()
      // More than the terminal takes.
      terminal.type(String(repeating: ".", count: 200))
      kill(program.id, SIGTERM)
      #expect(try program.end() == 128 + SIGTERM)
      #expect(terminal.lineModes == modes)
      #expect(workspace.recoveries.count == 1)
    }

    @Test func `a file that would grow too large ends nothing`() throws {
      let terminal = try terminal(.painting)
      defer { terminal.stop() }
      let program = try start(.painting, on: terminal)
      kill(program.id, SIGXFSZ)
      terminal.type("u")
      try eventually("an answer to a key") { terminal.recording.cells.contains("undone") }
      terminal.type("q")
      #expect(try program.end() == 0)
    }

    // MARK: Limits

    @Test(arguments: ["-n 4", "-n 5", "-n 6", "-n 7", "-n 8", "-n 10", "-f 0", "-f 1", "-v 100000"])
    func `a limit of the system is a reason or none, and leaves no trace`(limit: String) throws {
      let terminal = try terminal(.painting)
      defer { terminal.stop() }
      let modes = terminal.lineModes
      let program = try terminal.start(
        line: "ulimit \(limit); exec ganbrush --id 12", in: workspace)
      try eventually("an end or a picture") {
        program.status != nil || terminal.recording.cells.contains("ganbrush  church")
      }
      terminal.type("q")
      let status = try program.end()
      #expect([0, 1].contains(status))
      if status == 1 {
        try eventually("a reason") { terminal.recording.cells.contains("ganbrush: ") }
      }
      #expect(terminal.lineModes == modes)
      #expect(ScreenModes(terminal.bytes) == .shell)
    }

    /// The terminal is waited for before the stop: what comes meanwhile is not left for the next start.
    @Test func `told to end just before it stops, the painter ends`() throws {
      let terminal = try PseudoTerminal(.init(answers: [answers], delay: .seconds(1)))
      let shell = try terminal.start(
        line: """
          set -m; sh -c 'echo $$ >pid; exec ganbrush --id 12'; echo $? >status
          """, in: workspace)
      try eventually("a picture") { terminal.recording.firstSixel != nil }
      let shown = terminal.count
      terminal.type("\u{1A}")
      try eventually("the shell's screen") { terminal.text(from: shown).contains("\u{1B}[?1049l") }
      // It answers no more.
      terminal.stop()
      let line = try workspace.text("pid")
      let painter = try #require(pid_t(line.dropLast()))
      kill(painter, SIGTERM)
      defer { kill(painter, SIGKILL) }
      try eventually("the end of the shell's job") { workspace.holds("status") }
      #expect(try shell.end() == 0)
      #expect(try workspace.text("status") == "143\n")
    }

    @Test func `a system that has no room for a thread is the reason`() throws {
      let outcome = try workspace.run(
        .strace,
        [
          "-f", "-o", workspace.path("calls"), "-e", "trace=clone3", "-e",
          "inject=clone3:error=EAGAIN",
          Workspace.program, "doctor",
        ])
      #expect(outcome.status == 1)
      #expect(
        outcome.errors
          == "ganbrush: the system refuses a thread: resource temporarily unavailable\n")
    }

    /// The first thread waits for signals; those that the painter needs are made before the screen is.
    @Test(arguments: [2, 3, 6])
    func `a system that has no room for the painter's threads is the reason`(first: Int) throws {
      let terminal = try PseudoTerminal(.init(answers: [answers]))
      defer { terminal.stop() }
      let modes = terminal.lineModes
      let strace = try Tool.strace.path()
      let program = try terminal.start(
        line: """
          exec \(strace) -f -o calls -e trace=clone3 \
          -e inject=clone3:error=EAGAIN:when=\(first)+ ganbrush --id 12
          """, in: workspace)
      #expect(try program.end() == 1)
      let message = "ganbrush: the system refuses a thread: resource temporarily unavailable\r\n"
      try eventually("the sentence, and nothing else") { terminal.text == message }
      #expect(terminal.lineModes == modes)
    }
  }
}
