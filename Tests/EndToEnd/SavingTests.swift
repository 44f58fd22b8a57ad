import Foundation
import Glibc
import Painting
import Testing

extension EndToEndTests {
  /// Painters that save in one folder, and where they keep what was not saved.
  struct SavingTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    private func start(_ arguments: String...) throws -> (PseudoTerminal, ChildProcess) {
      let terminal = try PseudoTerminal(.init())
      let program = try terminal.start(
        ["--probe-timeout", "0", "--graphics", "ascii"] + arguments, in: workspace)
      return (terminal, program)
    }

    private func pictures() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: workspace.folder)
        .filter { $0.hasSuffix(".png") }.sorted()
    }

    @Test func `pictures that are saved at one moment are a file each`() throws {
      try workspace.write("theirs", to: "church-id12.png")
      let painters = try (0..<4).map { _ in try start("--id", "12") }
      defer { for (terminal, _) in painters { terminal.stop() } }
      for (terminal, _) in painters { terminal.type(" s\r\r") }
      for (terminal, _) in painters {
        try eventually("the question about the name") {
          String(decoding: terminal.bytes, as: UTF8.self).contains("replace it?")
        }
      }
      // Both files are kept, and further pictures take the next free names without a question.
      for (terminal, _) in painters { terminal.type("nsss") }
      try eventually("16 pictures") { try pictures().count >= 17 }
      for (terminal, _) in painters { terminal.type("q") }
      for (_, program) in painters { #expect(try program.end() == 0) }
      let names = (2...17).map { "church-id12-\($0).png" }
      #expect(try pictures() == (names + ["church-id12.png"]).sorted())
      #expect(try workspace.text("church-id12.png") == "theirs")
      for name in names { _ = try SessionFile(path: workspace.path(name)) }
    }

    @Test func `the second painter of a session asks before it saves`() throws {
      let session = try TmuxSession(in: workspace)
      let painter = try Painter(in: session)
      try painter.start()
      try painter.paint()
      try session.type("wmine.json")
      try session.press("Enter")
      try session.waits(for: "saved mine.json")
      // The painter's own file: no question.
      try session.type("x")
      try session.type("w")
      try session.press("Enter")
      try eventually("two strokes") {
        try SessionFile(path: workspace.path("mine.json")).session.strokes.count == 2
      }

      let (terminal, other) = try start("--session", "mine.json")
      defer { terminal.stop() }
      terminal.type("llll w\r")
      try eventually("three strokes") {
        try SessionFile(path: workspace.path("mine.json")).session.strokes.count == 3
      }
      let saved = try workspace.bytes("mine.json")
      terminal.type("q")
      #expect(try other.end() == 0)

      try session.type("w")
      try session.press("Enter")
      try session.waits(for: "mine.json was changed by somebody else. replace it?")
      #expect(try workspace.bytes("mine.json") == saved)
      try session.type("y")
      try session.waits(for: "saved mine.json")
      #expect(try SessionFile(path: workspace.path("mine.json")).session.strokes.count == 2)
      try session.type("wpicture.png")
      try session.press("Enter")
      try session.waits(for: "'picture.png' ends in .png, expected .json")
      #expect(!workspace.holds("picture.png"))
    }

    @Test func `what is saved on the way out is named on the shell`() throws {
      let session = try TmuxSession(in: workspace)
      let painter = try Painter(in: session)
      try painter.start()
      try painter.paint()
      try session.type("qs")
      try session.waits(for: "ganbrush: saved church-id")
      #expect(workspace.holds("church-id12.png"))
    }

    @Test func `a preview that nobody reads keeps no painter from ending`() throws {
      let pipe = workspace.path("preview.png")
      #expect(unsafe mkfifo(pipe, 0o600) == 0)
      let (terminal, program) = try start("--id", "12", "--preview", pipe)
      defer { terminal.stop() }
      terminal.type("s\r\r")
      try eventually("a saved picture") { workspace.holds("church-id12.png") }
      terminal.type("q")
      #expect(try program.end() == 0)
      var status = stat()
      #expect(unsafe lstat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    }

    @Test func `the painter refuses to save where no file can be, and goes on`() throws {
      let pipe = workspace.path("pipe")
      #expect(unsafe mkfifo(pipe, 0o600) == 0)
      try FileManager.default.createDirectory(
        atPath: workspace.path("folder"), withIntermediateDirectories: false)
      let session = try TmuxSession(in: workspace)
      let painter = try Painter(in: session)
      try painter.start()
      try painter.paint()
      for (name, sentence) in [
        ("pipe", "'pipe' is a pipe, expected a file to write"),
        ("folder", "'folder' is a folder, expected a file to write"),
        ("/dev/null", "'/dev/null' is a device, expected a file to write"),
        ("-", "'-' is standard output"),
      ] {
        try session.type("w\(name)")
        try session.press("Enter")
        try session.waits(for: sentence)
        try session.waits(for: "save session as: \(name)")
        try session.press("Escape")
      }
      #expect(!workspace.holds("-"))
    }

    // MARK: Recovery

    @Test func `the place of kept strokes is told whole`() throws {
      let state = String(repeating: "s", count: 200)
      workspace.environment["XDG_STATE_HOME"] = workspace.path(state)
      let text = try interrupt()
      let name = try #require(kept(in: "\(state)/ganbrush").first)
      #expect(text.contains("/\(state)/ganbrush/\(name); open it with --session"), "\(text)")
    }

    /// Paints and ends the painter by a signal.
    ///
    /// - Parameter sentence: What is on the screen before the first key.
    /// - Returns: What the terminal has received, up to the painter's last words.
    /// - Throws: `Timeout`, if the painter does not say or do what it should.
    private func interrupt(afterSeeing sentence: String? = nil) throws -> String {
      let (terminal, program) = try start("--id", "12")
      defer { terminal.stop() }
      var text: String { String(decoding: terminal.bytes, as: UTF8.self) }
      if let sentence { try eventually(sentence) { text.contains(sentence) } }
      terminal.type(" q")
      try eventually("the question whether to quit") { text.contains("quit?") }
      kill(program.id, SIGTERM)
      #expect(try program.end() == 143)
      try eventually("the painter's last words") { text.contains("ganbrush: ") }
      return text
    }

    @Test func `a state folder that cannot be made is said, and another is used`() throws {
      try workspace.write("", to: "file")
      workspace.environment["XDG_STATE_HOME"] = workspace.path("file")
      let text = try interrupt(afterSeeing: "cannot make the folder")
      let folder = "ganbrush-\(geteuid())"
      let name = try #require(kept(in: folder).first)
      #expect(text.contains("/\(folder)/\(name); open it with --session"), "\(text)")
      #expect(try mode(folder) == 0o700 && mode("\(folder)/\(name)") == 0o600)
    }

    private func kept(in folder: String) -> [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: workspace.path(folder))) ?? []
    }

    private func mode(_ name: String) throws -> mode_t {
      var status = stat()
      try #require(unsafe lstat(workspace.path(name), &status) == 0)
      return status.st_mode & 0o777
    }

    @Test func `strokes are kept below HOME, for nobody else to read`() throws {
      workspace.environment["XDG_STATE_HOME"] = nil
      workspace.environment["HOME"] = workspace.path("home")
      _ = try interrupt()
      let folder = "home/.local/state/ganbrush"
      let names = kept(in: folder)
      #expect(names.count == 1)
      #expect(try mode(folder) == 0o700 && mode("home/.local") == 0o700)
      for name in names { #expect(try mode("\(folder)/\(name)") == 0o600) }
    }

    @Test func `a folder for state is not opened to others, and its own mode stays`() throws {
      try FileManager.default.createDirectory(
        atPath: workspace.path("state/ganbrush"), withIntermediateDirectories: true)
      #expect(unsafe chmod(workspace.path("state"), 0o711) == 0)
      #expect(unsafe chmod(workspace.path("state/ganbrush"), 0o500) == 0)
      let text = try interrupt()
      if geteuid() == 0 {
        #expect(workspace.recoveries.count == 1)
      } else {
        #expect(text.contains("strokes are kept in \(workspace.folder)/ganbrush-"))
      }
      #expect(try mode("state") == 0o711 && mode("state/ganbrush") == 0o500)
    }

    @Test func `strokes that nothing keeps are said to be lost`() throws {
      try workspace.write("", to: "file")
      workspace.environment["XDG_STATE_HOME"] = workspace.path("file")
      workspace.environment["TMPDIR"] = workspace.path("file")
      // At the beginning, too.
      let text = try interrupt(afterSeeing: "strokes are not kept: cannot make the folder")
      #expect(text.contains("unsaved strokes are lost: cannot make the folder"), "\(text)")
    }
  }
}
