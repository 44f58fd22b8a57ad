import Foundation
import Glibc
import Testing

extension EndToEndTests {
  /// What commands that write many files do with what stands in their folder.
  struct FolderOutputTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    /// Commands that write two pictures into a folder, whose name follows, and what the pictures are called.
    enum Command: String, CaseIterable {
      case render = "ganbrush render --ids 3,8 --out"
      case scenes = "ganbrush scenes --count 2 --size 16 --out"
      case segment = "ganbrush segment seen.png other.png --out"

      var words: String { rawValue }

      var names: [String] {
        switch self {
        case .render: ["church-id3.png", "church-id8.png"]
        case .scenes: ["scene-000000.png", "scene-000001.png"]
        case .segment: ["seen-labels.png", "other-labels.png"]
        }
      }
    }

    private func prepare(_ command: Command) throws {
      guard command == .segment else { return }
      for name in ["seen.png", "other.png"] { _ = try workspace.draw(name, width: 32, height: 32) }
    }

    @Test(arguments: Command.allCases)
    func `links, pipes and modes in the folder stay`(command: Command) throws {
      try prepare(command)
      let (first, second) = (command.names[0], command.names[1])
      let outcome = try workspace.shell(
        """
        \(command.words) plain >/dev/null || exit 7
        mkdir f; touch target; chmod 640 target; ln -s ../target f/\(first); mkfifo f/\(second)
        cat f/\(second) >piped & \(command.words) f >/dev/null || exit 8
        wait; test -L f/\(first) -a -p f/\(second) && stat -c %a target
        cmp target plain/\(first) && cmp piped plain/\(second)
        """)
      #expect(outcome.status == 0 && outcome.output == "640\n", "\(outcome)")
    }

    @Test(.enabled(if: Workspace.makesDevices), arguments: Command.allCases)
    func `a device of the superuser in the folder is written to, not replaced`(
      command: Command
    ) throws {
      try prepare(command)
      let name = command.names[0]
      let outcome = try workspace.shell(
        """
        mkdir f; mknod f/\(name) c 1 3
        \(command.words) f >/dev/null || exit 8
        stat -c %F f/\(name)
        """)
      #expect(outcome.output == "character special file\n", "\(outcome)")
    }

    @Test(arguments: Command.allCases)
    func `what is no folder is refused, and nothing changes`(command: Command) throws {
      try prepare(command)
      try workspace.write("theirs", to: "file")
      let prepared = try workspace.shell("mkfifo pipe; ln -s /dev/null device; ln -s loop loop")
      try #require(prepared.status == 0)
      for (name, reason) in [
        ("file", "not a directory"), ("pipe", "not a directory"), ("device", "not a directory"),
        ("loop", "too many levels of symbolic links"),
      ] {
        let outcome = try workspace.shell("\(command.words) \(name)")
        #expect(outcome.status == 1)
        #expect(outcome.errors == "ganbrush: cannot make the folder '\(name)': \(reason)\n")
      }
      #expect(try workspace.text("file") == "theirs")
      #expect(try workspace.shell("test -p pipe -a -L device -a -L loop").status == 0)
      #expect(try workspace.shell("\(command.words) -").status == 2)
    }

    @Test(arguments: Command.allCases)
    func `a folder that may not be written is left alone`(command: Command) throws {
      try prepare(command)
      // Nobody may read where the build is.
      try FileManager.default.copyItem(atPath: Workspace.program, toPath: workspace.path("copy"))
      let nobody =
        geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : ""
      let words = command.words.replacing("ganbrush", with: "\(nobody) ./copy")
      // The checkout may be closed to others, too.
      try FileManager.default.copyItem(
        atPath: Workspace.assets + "/Models", toPath: workspace.path("assets"))
      let outcome = try workspace.shell(
        """
        mkdir all; mv assets all/Models; chmod -R a+rX all; export GANBRUSH_ASSETS="$PWD/all"
        chmod 755 .; mkdir closed; chmod 555 closed
        \(words) closed; echo $?; chmod 755 closed; ls -A closed
        """)
      #expect(outcome.output == "1\n")
      #expect(
        outcome.errors == "ganbrush: cannot make the folder 'closed': permission denied\n")
    }

    @Test func `many files that exist are one refusal, and force replaces them`() throws {
      let words = "ganbrush render --ids 0..2 --out f"
      try #require(try workspace.shell(words).status == 0)
      let refused = try workspace.shell(words)
      #expect(refused.status == 1)
      #expect(
        refused.errors
          == "ganbrush: 'f/church-id0.png' and 2 more of these files exist; --force replaces them\n"
      )
      #expect(try workspace.shell("\(words) --force").status == 0)
    }

    @Test func `files of no run, and arrays of an unfinished collection, are not replaced`() throws
    {
      let outcome = try workspace.shell(
        """
        mkdir run scenes; echo mine >run/units.csv; echo mine >scenes/labels.npy
        ganbrush dissect --model church --layer layer4 --images 16 --out run; echo $?
        ganbrush scenes --count 2 --size 32 --format npy --out scenes; echo $?
        cat run/units.csv scenes/labels.npy
        """)
      #expect(outcome.output == "1\n1\nmine\nmine\n")
      #expect(
        outcome.errors.contains("'run/units.csv' exists; --force replaces it\n")
          && outcome.errors.contains("'scenes/labels.npy' exists; --force replaces it\n"))
    }

    @Test func `scenes ask about each file that they replace, and about no other`() throws {
      let outcome = try workspace.shell(
        """
        mkdir some; echo mine >some/scene-000003.png; echo mine >some/labels.npy
        ganbrush scenes --count 5 --size 32 --out some; echo $?
        ganbrush scenes --count 3 --size 32 --out some; echo $?; cat some/labels.npy
        ganbrush scenes --count 2 --size 32 --out d --sheet d/scene-000000.png; echo $?; ls -d d
        """)
      #expect(outcome.output == "1\n0\nmine\n2\n", "\(outcome.output)")
      #expect(outcome.errors.hasPrefix("ganbrush: 'some/scene-000003.png' exists; --force"))
      #expect(outcome.errors.contains("--out and --sheet both name 'd/scene-000000.png'"))
    }

    @Test func `arrays of several categories have no draws of an earlier collection`() throws {
      let words = "ganbrush scenes --count 2 --size 32 --format npy --out all"
      let outcome = try workspace.shell(
        "\(words) --category church; ls all; \(words) --force; ls all")
      let one = "categories.npy\ndraws.npy\nlabels.npy\npictures.npy\nscenes.json\n"
      #expect(outcome.output == one + one.replacing("draws.npy\n", with: ""))
    }

    @Test func `a series is what single pictures are`() throws {
      let series = try workspace.run("render", "--ids", "5,2..3,5", "--scale", "2", "--out", "all")
      #expect(series.status == 0 && series.output.isEmpty, "\(series.errors)")
      #expect(
        try workspace.names(in: "all").sorted()
          == ["church-id2.png", "church-id3.png", "church-id5.png"])
      for id in [2, 3, 5] {
        let single = try workspace.run(
          "render", "--id", "\(id)", "--scale", "2", "--out", "\(id).png")
        #expect(single.status == 0)
        #expect(try workspace.bytes("\(id).png") == workspace.bytes("all/church-id\(id).png"))
      }
    }

    @Test(arguments: [
      (["--ids", "3..1", "--out", "f"], "--ids is 3..1, expected ids from 0 to 999999"),
      (["--ids", "0..1000000", "--out", "f"], "--ids is 0..1000000, expected ids"),
      (["--ids", "1,,2", "--out", "f"], "--ids is 1,,2, expected ids"),
      (["--ids", "1"], "--ids goes with --out alone"),
      (["--ids", "1", "--id", "2", "--out", "f"], "--ids and --id exclude each other"),
      (["--ids", "1", "--out", "f", "--timelapse", "a.png"], "--ids goes with --out alone"),
    ])
    func `ids that mean nothing are refused`(arguments: [String], reason: String) throws {
      let outcome = try workspace.run(["render"] + arguments)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains(reason), "\(outcome.errors)")
      #expect(!workspace.holds("f"))
    }
  }
}
