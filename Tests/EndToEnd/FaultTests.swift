import Foundation
import Glibc
import Testing

extension EndToEndTests {
  /// The same fault, made with every command that can have it: one sentence for all.
  struct FaultTests {
    private let workspace: Workspace

    init() throws {
      workspace = try Workspace()
      _ = try workspace.draw("seen.png", width: 32, height: 32)
      try FileManager.default.createDirectory(
        atPath: workspace.path("folder"), withIntermediateDirectories: false)
    }

    /// A fault, its sentence, and commands with `NAME` where what is at fault stands.
    struct Fault: CustomTestStringConvertible, Sendable {
      let name: String
      let status: Int32
      let sentence: String
      let commands: [String]

      init(_ name: String, _ status: Int32, _ sentence: String, _ commands: [String]) {
        (self.name, self.status, self.sentence, self.commands) = (name, status, sentence, commands)
      }

      var testDescription: String { sentence }
    }

    private static let segmenter = "world-segmenter"

    private static let readers = [
      "render --out a.png --session NAME", "render --out a.png --strokes NAME", "segment NAME",
      "classify NAME",
    ]

    private static let models = [
      "render --out a.png --model NAME", "models inspect NAME", "models convert NAME a.safetensors",
      "bench --model NAME", "unit NAME layer4",
      "dissect --model NAME --out run", "importance --model NAME --scenes --out run",
      "ablate --model NAME --concept tree", "insert --model NAME --concept tree",
      "ace --model NAME --concept tree", "removals --model NAME", "artifacts --model NAME --scenes",
      "segment --model NAME seen.png", "classify --model NAME seen.png",
    ]

    static let faults: [Fault] = [
      Fault("missing.png", 1, "no file at 'missing.png'", readers),
      Fault("folder", 1, "'folder' is a folder, expected a file", readers),
      Fault(
        "folder", 1, "'folder' is a folder, expected a file to write",
        ["render --out NAME", "render --timelapse NAME", "scenes --count 1 --sheet NAME"]),
      Fault(
        "no/a.png", 1, "cannot write 'no/a.png': no such file or directory",
        [
          "render --out NAME", "render --timelapse NAME", "render --before-after NAME",
          "segment seen.png --out NAME", "scenes --count 1 --size 16 --sheet NAME",
        ]),
      Fault(
        "a.jpg", 2, "'a.jpg' ends in .jpg, expected .png",
        [
          "render --out NAME", "render --timelapse NAME", "render --before-after NAME",
          "segment seen.png --out NAME", "scenes --sheet NAME", "unit church layer4:0 --out NAME",
          "--preview NAME",
        ]),
      Fault(
        "a.txt", 2, "'a.txt' ends in .txt, expected .json",
        ["ace --concept tree --out NAME", "removals --out NAME", "artifacts --brush NAME"]),
      Fault(
        "a.npz", 2, "'a.npz' ends in .npz, expected .safetensors",
        ["models convert church NAME", "models run church --input a --out NAME"]),
      Fault(
        "nonesuch", 2, "no layer 'nonesuch', expected one of ",
        [
          "render --out a.png --layer NAME", "ablate --concept tree --layer NAME",
          "insert --concept tree --layer NAME", "ace --concept tree --layer NAME",
          "artifacts --layer NAME", "removals --layer NAME", "dissect --out run --layer NAME",
          "importance --scenes --out run --layer NAME", "classify seen.png --ablate NAME:1",
          "unit church NAME",
        ]),
      Fault(
        "nonesuch", 2, "no concept 'nonesuch', expected one of ",
        [
          "ablate --concept NAME", "insert --concept NAME", "ace --concept NAME",
          "removals --concept NAME",
        ]),
    ]

    @Test(arguments: faults)
    func `a fault has one sentence, whatever the command`(fault: Fault) throws {
      for command in fault.commands {
        let words = command.replacing("NAME", with: fault.name)
        let outcome = try workspace.run(words.split(separator: " ").map(String.init))
        #expect(outcome.status == fault.status, "\(words): \(outcome.errors)")
        #expect(outcome.errors.contains(fault.sentence), "\(words): \(outcome.errors)")
        #expect(outcome.output.isEmpty, "\(words): \(outcome.output)")
      }
      #expect(try workspace.names(in: ".").filter { $0.hasPrefix("a.") || $0 == "run" } == [])
    }

    @Test(arguments: models)
    func `a model that is not there is told with those that are`(command: String) throws {
      let words = command.replacing("NAME", with: "nonesuch")
      let outcome = try workspace.run(words.split(separator: " ").map(String.init))
      #expect(outcome.status == 1)
      #expect(
        outcome.errors.contains(
          #/no file and no (model|segmenter|classifier) 'nonesuch'; installed: /#),
        "\(outcome.errors)")
    }

    /// Every option that takes a number: a command, its range, and what it needs besides.
    static let numbers: [(command: String, range: String)] = [
      ("render --out a.png --id", "0 to 999999"), ("render --out a.png --seed", "0 to 4294967295"),
      ("render --out a.png --scale", "1 to 64"), ("--id", "0 to 999999"), ("--scale", "1 to 64"),
      ("--strength", "1 to 1000000"), ("--probe-timeout", "0 to 60"),
      ("show seen.png --columns", "1 to 1000"), ("classify seen.png --top", "1 to 1000000"),
      ("bench --threads", "1 to 256"), ("bench --rounds", "1 to 1000000"),
      ("scenes --out run --count", "1 to 10000000"), ("scenes --out run --size", "8 to 2048"),
      ("scenes --out run --seed", "0 to 18446744073709551615"),
      ("dissect --out run --images", "1 to 1000000"),
      ("importance --scenes --out run --images", "1 to 499999"),
      ("ablate --concept tree --controls", "0 to 100"),
      ("ablate --concept tree --first", "0 to 999999"),
      ("insert --concept tree --units", "1 to 1000000"),
      ("insert --concept tree --id", "0 to 999999"),
      ("ace --concept tree --images", "50 to 1000000"),
      ("ace --concept tree --compared", "1 to 100000"), ("removals --images", "2 to 1000"),
      ("artifacts --units", "1 to 1000000"), ("artifacts --images", "1 to 500000"),
    ]

    @Test(arguments: numbers)
    func `a number that does not fit is one sentence`(command: String, range: String) throws {
      let option = try #require(command.split(separator: " ").last)
      for text in ["-1", "many", "99999999999999999999999"] {
        let outcome = try workspace.run(command.split(separator: " ").map(String.init) + [text])
        #expect(outcome.status == 2)
        #expect(
          outcome.errors.hasPrefix("Error: \(option) is \(text), expected \(range)\n"),
          "\(outcome.errors)")
      }
    }

    @Test func `two files cannot come from one standard input`() throws {
      let outcome = try workspace.run(
        "render", "--out", "a.png", "--session", "-", "--strokes", "-")
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("only one file can be read from standard input"))
    }

    @Test func `a folder that may not be written is told by every command`() throws {
      try FileManager.default.copyItem(atPath: Workspace.program, toPath: workspace.path("copy"))
      let nobody =
        geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : ""
      let outcome = try workspace.shell(
        """
        chmod 755 .; chmod 555 folder
        for command in "render --out" "render --timelapse" "render --before-after" \\
          "segment seen.png --out" "scenes --count 1 --size 16 --sheet"; do
          \(nobody) ./copy $command folder/a.png
        done
        """)
      #expect(
        outcome.errors
          == String(
            repeating: "ganbrush: cannot write 'folder/a.png': permission denied\n", count: 5))
    }
  }
}
