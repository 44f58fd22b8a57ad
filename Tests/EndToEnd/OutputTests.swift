import Foundation
import Glibc
import Pictures
import Testing

extension EndToEndTests {
  /// What commands do with the names that they are given to write to.
  struct OutputTests {
    private let workspace: Workspace

    init() throws {
      workspace = try Workspace()
      _ = try workspace.draw("seen.png", width: 32, height: 32)
    }

    /// Every command that writes one file, as words of a shell before the file's name.
    enum Command: String, CaseIterable {
      case render = "ganbrush render --id 3 --out"
      case segment = "ganbrush segment seen.png --out"
      case scenes = "ganbrush scenes --count 4 --size 16 --sheet"
      case convert = "ganbrush models convert church"
      case run

      /// The command, which writes to the name that follows.
      var words: String {
        guard self == .run else { return rawValue }
        let (model, input) = (Workspace.network("vgg16"), Workspace.network("vgg16-expected"))
        return "ganbrush models run '\(model)' --input '\(input)' --out"
      }
    }

    private var names: [String] {
      get throws {
        try FileManager.default.contentsOfDirectory(atPath: workspace.folder)
          .filter { !$0.hasPrefix("run-") && $0 != "seen.png" }.sorted()
      }
    }

    @Test(arguments: Command.allCases)
    func `a dash and its other names are standard output`(command: Command) throws {
      try #require(try workspace.shell("\(command.words) file").status == 0)
      let bytes = try workspace.bytes("file")
      for name in ["-", "/dev/stdout", "/proc/self/fd/1", "/dev/fd/1"] {
        let outcome = try workspace.shell("\(command.words) \(name) >piped")
        #expect(outcome.status == 0, "\(outcome.errors)")
        // What else there is to say is on standard error.
        #expect(outcome.output.isEmpty && !outcome.errors.contains("ganbrush: "))
        #expect(try workspace.bytes("piped") == bytes)
        let pipe = try workspace.shell("\(command.words) \(name) | cmp - file")
        #expect(pipe.status == 0, "\(pipe.output)\(pipe.errors)")
      }
      let appended = try workspace.shell("echo one >log; \(command.words) /dev/stdout >>log")
      #expect(appended.status == 0)
      #expect(try workspace.bytes("log") == Array("one\n".utf8) + bytes)
      #expect(try names == ["file", "log", "piped"])
    }

    @Test func `a name that is not UTF-8 is refused before another file is written`() throws {
      let outcome = try workspace.shell("ganbrush render --out \"$(printf 'caf\\351.png')\"")
      #expect(outcome.status == 2)
      #expect(
        outcome.errors == "ganbrush: the argument 'caf\\xE9.png' is damaged, expected UTF-8\n")
      #expect(try names.isEmpty)
    }

    @Test(arguments: Command.allCases)
    func `pipes and links are what they were before`(command: Command) throws {
      try #require(try workspace.shell("\(command.words) file").status == 0)
      let bytes = try workspace.bytes("file")
      let outcome = try workspace.shell(
        """
        mkfifo pipe; ln -s target link; ln -s /dev/null null
        cat pipe >piped & \(command.words) pipe && wait && \(command.words) link \
        && \(command.words) null && test -p pipe -a -L link -a -L null -a -f target
        """)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try workspace.bytes("piped") == bytes)
      #expect(try workspace.bytes("target") == bytes)
      #expect(try names == ["file", "link", "null", "pipe", "piped", "target"])
    }

    @Test(arguments: Command.allCases)
    func `the mode of a replaced file is kept`(command: Command) throws {
      let outcome = try workspace.shell(
        "touch file; chmod 640 file; \(command.words) file >report && stat -c %a file && test -s file"
      )
      #expect(outcome.status == 0 && outcome.output == "640\n", "\(outcome.errors)")
    }

    @Test(
      arguments: Command.allCases,
      [
        ("folder", "'folder' is a folder, expected a file to write"),
        ("missing/file", "cannot write 'missing/file': no such file or directory"),
        ("loop", "cannot write 'loop': too many levels of symbolic links"),
        ("full", "cannot write 'full': no space left on device"),
        ("- >/dev/full", "cannot write to standard output: no space left on device"),
        ("- >&-", "cannot write to standard output: bad file descriptor"),
      ])
    func `what cannot be written is said in a sentence, and nothing changes`(
      command: Command, target: (name: String, reason: String)
    ) throws {
      // Segment writes its label maps into a folder.
      if command == .segment, target.name == "folder" { return }
      let prepared = try workspace.shell("mkdir folder; ln -s loop loop; ln -s /dev/full full")
      try #require(prepared.status == 0)
      let outcome = try workspace.shell("\(command.words) \(target.name)")
      #expect(outcome.status == 1)
      #expect(outcome.errors == "ganbrush: \(target.reason)\n")
      #expect(try names == ["folder", "full", "loop"])
      #expect(try workspace.shell("test -L loop -a -L full").status == 0)
    }

    @Test(arguments: Command.allCases)
    func `a file with something in it is replaced only by force`(command: Command) throws {
      try workspace.write("theirs", to: "file")
      let refused = try workspace.shell("\(command.words) file")
      #expect(refused.status == 1 && refused.output.isEmpty)
      #expect(refused.errors == "ganbrush: 'file' exists; --force replaces it\n")
      #expect(try workspace.text("file") == "theirs")
      // A link to it is no way around.
      let linked = try workspace.shell("ln -s file link; \(command.words) link")
      #expect(linked.errors == "ganbrush: 'link' exists; --force replaces it\n")
      let forced = try workspace.shell("\(command.words) file --force >report")
      #expect(forced.status == 0, "\(forced.errors)")
      #expect(try workspace.text("file") != "theirs")
    }

    @Test func `on a terminal there is a question before a file is replaced`() throws {
      let session = try TmuxSession(in: workspace)
      for (answer, isReplaced) in [("n", false), ("", false), ("y", true)] {
        try workspace.write("theirs", to: "file")
        try session.enter("clear; ganbrush render --id 3 --out file")
        try session.waits(for: "'file' exists. Replace it? [y/N]")
        try session.type(answer)
        try session.press("Enter")
        if isReplaced {
          try eventually("the file") { try workspace.bytes("file").starts(with: PNG.signature) }
        } else {
          try session.waits(for: "'file' is left as it is")
          #expect(try workspace.text("file") == "theirs")
        }
      }
    }

    @Test(.enabled(if: Workspace.makesDevices))
    func `a device of the superuser is written to, not replaced`() throws {
      let outcome = try workspace.shell(
        """
        mknod null c 1 3
        for command in "render --id 3 --out" "scenes --count 1 --size 16 --sheet" \
          "models convert church"; do
          ganbrush $command null || exit 8
        done
        stat -c %F null
        """)
      #expect(outcome.output.hasSuffix("character special file\n"), "\(outcome)")
      #expect(try names == ["null"])
    }

    @Test func `a file is on the disk before it has its name, and its name after that`() throws {
      let outcome = try workspace.run(
        .strace,
        "-qq", "-f", "-y", "-e", "trace=fsync,renameat,renameat2", Workspace.program, "render",
        "--id", "3", "--out", "picture.png")
      try #require(outcome.status == 0, "\(outcome.errors)")
      let calls = outcome.errors.split(separator: "\n").filter { $0.contains("(") }
      let folder = workspace.folder
      let file = calls.firstIndex { $0.contains("fsync(") && $0.contains("<\(folder)/.ganbrush-") }
      let name = calls.firstIndex { $0.contains("rename") && $0.contains("\"picture.png\"") }
      let place = calls.lastIndex { $0.contains("fsync(") && $0.contains("<\(folder)>") }
      #expect(
        try #require(file) < #require(name) && #require(name) < #require(place), "\(calls)")
    }

    @Test func `a file and a folder that may not be written are left alone`() throws {
      // Nobody may read where the build is.
      try FileManager.default.copyItem(atPath: Workspace.program, toPath: workspace.path("copy"))
      let nobody =
        geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : ""
      let command = "\(nobody) ./copy scenes --count 1 --size 16 --force --sheet"
      let outcome = try workspace.shell(
        """
        chmod 755 .; mkdir open closed; chmod 777 open
        echo one >open/file; echo one >closed/file; chmod 444 open/file; chmod 666 closed/file
        chmod 555 closed
        for file in open/file closed/file closed/new; do \(command) $file; echo $?; done
        chmod 755 closed
        cat open/file closed/file; ls -A open closed
        """)
      #expect(
        outcome.output == """
          1
          1
          1
          one
          one
          closed:
          file

          open:
          file

          """)
      #expect(
        outcome.errors == """
          ganbrush: cannot write 'open/file': permission denied
          ganbrush: cannot write 'closed/file': permission denied
          ganbrush: cannot write 'closed/new': permission denied

          """)
    }

    @Test(arguments: Command.allCases)
    func `a disk that takes no more leaves the old file`(command: Command) throws {
      // The limit holds for files only, so what is said goes through a pipe.
      let outcome = try workspace.shell(
        "echo one >file; (ulimit -f 0; \(command.words) file --force; echo $?) 2>&1 | cat")
      #expect(outcome.output == "ganbrush: cannot write 'file': file too large\n1\n")
      #expect(try workspace.text("file") == "one\n")
      #expect(try names == ["file"])
    }

    @Test func `a name as long as the file system allows is written`() throws {
      let name = String(repeating: "n", count: 251) + ".png"
      let outcome = try workspace.run("render", "--out", name)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try names == [name])
    }

    @Test func `a collection's folder that cannot be made is named`() throws {
      try workspace.write("", to: "file")
      let outcome = try workspace.run("scenes", "--count", "1", "--out", "file/all")
      #expect(outcome.status == 1)
      #expect(
        outcome.errors == "ganbrush: cannot make the folder 'file/all': not a directory\n")
    }
  }
}
