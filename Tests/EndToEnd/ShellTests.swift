import Foundation
import Glibc
import Painting
import Testing

extension EndToEndTests {
  /// The terminal as the painter leaves it to the shell, whichever way it ends.
  struct ShellTests {
    private let workspace: Workspace
    private let session: TmuxSession
    private let painter: Painter

    init() throws {
      workspace = try Workspace()
      session = try TmuxSession(in: workspace)
      painter = try Painter(in: session)
    }

    /// Starts the painter as a program whose process is known.
    private func startKnown() throws -> pid_t {
      try session.enter("ulimit -c 0; sh -c 'echo $$ >pid; exec ganbrush \(Painter.beginning)'")
      try session.waits(for: "ganbrush  church · ")
      return try #require(pid_t(try workspace.text("pid").trimmingCharacters(in: .newlines)))
    }

    @Test
    func `a stop gives the shell its terminal, and fg brings the painter back`() throws {
      let modes = try session.modes()
      try painter.start()
      try painter.paint()
      try session.press("C-z")
      try session.waitsForShell()
      #expect(try session.modes() == modes)
      try session.enter("fg")
      try session.waits(for: "ganbrush  church · ")
      try painter.waitsForStroke()
      try session.type("u")
      try session.waits(for: "undone")
      try session.type("q")
      try session.waitsForShell()
      #expect(try session.modes() == modes)
    }

    @Test
    func `a window that grows while the painter is stopped scrolls all its rows`() throws {
      try session.command("resize-window", "-x", "90", "-y", "24")
      try painter.start()
      try session.press("C-z")
      try session.waitsForShell()
      try session.command("resize-window", "-x", "90", "-y", "43")
      try session.enter("fg")
      try session.waits(for: "ganbrush  church · ")
      try session.type("q")
      try session.waitsForShell()
      try session.enter("clear; seq 60; sleep 1000")
      try session.waits(for: "the newest rows down to the last") {
        $0.split(separator: "\n").suffix(42) == (19...60).map { "\($0)" }[...]
      }
      try session.press("C-c")
    }

    @Test
    func `told to end, the painter keeps unsaved strokes and says where`() throws {
      let modes = try session.modes()
      let painting = try startKnown()
      try painter.paint()
      kill(painting, SIGTERM)
      try session.waitsForShell()
      #expect(try session.output(of: "echo $?") == "143\n")
      #expect(try session.modes() == modes)
      let recovery = try #require(workspace.recoveries.first)
      let message = "strokes are kept in \(workspace.path(recovery)); open it with --session"
      #expect(try session.unbrokenScreen().contains(message))
      try painter.start("--session \(recovery)")
      try painter.waitsForStroke()
      try session.type("q")
      try session.waits(for: "strokes are not saved")
      try session.type("s")
      try session.waitsForShell()
      #expect(workspace.recoveries.isEmpty)
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGUSR2])
    func `told to end while it is stopped, it leaves the shell's terminal alone`(
      signal: Int32
    ) throws {
      let modes = try session.modes()
      let painting = try startKnown()
      try painter.paint()
      try session.press("C-z")
      try session.waitsForShell()
      kill(painting, signal)
      kill(painting, SIGCONT)
      _ = try eventually("a recovery") { workspace.recoveries.first }
      try eventually("the end of the painter", within: .seconds(120)) {
        // The shell forgets a job when it asks for the next command.
        try session.press("Enter")
        return kill(painting, 0) != 0 ? () : nil
      }
      #expect(try session.modes() == modes)
    }

    @Test
    func `a pasted command is ignored, and goes into a question`() throws {
      try painter.start()
      try session.command("set-buffer", "q\ny\n u")
      try session.command("paste-buffer", "-p")
      try session.waits(for: "pasted text is ignored; only questions take it")
      try session.type("w")
      try session.command("set-buffer", "mine.json\n")
      try session.command("paste-buffer", "-p")
      try session.waits(for: "save session as: mine.json")
      try session.press("Enter")
      try session.waits(for: "saved mine.json")
      try session.type("o")
      try session.press("C-u")
      try session.type("mi")
      try session.press("Tab")
      try session.waits(for: "open file: mine.json")
      try session.press("Enter")
      try session.waits(for: "opened mine.json")
      try session.type("q")
      try session.waitsForShell()
    }

    @Test
    func `told to end with nothing to lose, the painter keeps nothing`() throws {
      let painting = try startKnown()
      kill(painting, SIGTERM)
      try session.waits(for: "ganbrush: ended by signal 15")
      try session.waitsForShell()
      #expect(workspace.recoveries.isEmpty)
    }

    @Test
    func `a window that is closed leaves a recovery`() throws {
      let painting = try startKnown()
      try painter.paint()
      try session.command("kill-session")
      let recovery = try eventually("a recovery") { workspace.recoveries.first }
      #expect(try SessionFile(path: workspace.path(recovery)).session.strokes.count == 1)
      try eventually("the end of the painter") { kill(painting, 0) != 0 }
      #expect(workspace.recoveries.count == 1)
    }

    @Test
    func `the next start offers what was kept, until it is saved`() throws {
      let painting = try startKnown()
      try painter.paint()
      kill(painting, SIGTERM)
      try session.waitsForShell()
      try painter.start()
      try session.waits(for: "an interrupted session is kept")
      try session.type("o")
      try session.waits(for: "open file")
      try session.press("Enter")
      try painter.waitsForStroke()
      // It is not saved where a person would look for it, so quitting asks.
      try session.type("q")
      try session.waits(for: "strokes are not saved")
      try session.type("s")
      try session.waitsForShell()
      #expect(workspace.recoveries.isEmpty)
      #expect(workspace.holds("church-id12.png"))
    }

    @Test(arguments: [SIGSEGV, SIGABRT])
    func `a crash leaves the terminal as it was`(signal: Int32) throws {
      let modes = try session.modes()
      let painting = try startKnown()
      try painter.paint()
      kill(painting, signal)
      try session.waitsForShell()
      #expect(try session.modes() == modes)
      #expect(try !session.screen().contains("church · "))
    }
  }
}
