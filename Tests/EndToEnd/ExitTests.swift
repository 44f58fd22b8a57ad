import Checkpoints
import Foundation
import Glibc
import Pictures
import TestSupport
import Testing

extension EndToEndTests {
  /// How the program ends when what it writes to, or the person, does not go on.
  struct ExitTests {
    private let workspace: Workspace

    init() throws {
      workspace = try Workspace()
      _ = try workspace.draw("seen.png", width: 32, height: 32)
    }

    /// Commands that print results, and end with status 0 where that succeeds.
    static let printing = [
      "--version", "--help", "render --help", "--generate-completion-script zsh", "models",
      "models inspect church", "models convert church out.safetensors --force", "doctor",
      "segment seen.png", "segment --json seen.png", "classify seen.png",
      "classify --json seen.png", "bench --plan", "manual", "unit church layer4",
      "models list --json", "models inspect church --json", "doctor --json",
      "models convert church - --force", "render --id 3 --out -",
      "scenes --count 1 --size 16 --sheet -",
      "bench --rounds 1 --threads 1 --json",
    ]

    @Test(arguments: printing)
    func `results that cannot be written end with status 1`(command: String) throws {
      #expect(try workspace.shell("ganbrush \(command) >results").status == 0)
      for (target, reason) in [
        (">/dev/full", "no space left on device"), (">&-", "bad file descriptor"),
      ] {
        let outcome = try workspace.shell("ganbrush \(command) \(target)")
        #expect(outcome.status == 1, "\(target)")
        #expect(outcome.errors == "ganbrush: cannot write to standard output: \(reason)\n")
        #expect(try workspace.shell("ganbrush \(command) \(target) 2>&-").status == 1)
        #expect(try workspace.shell("ganbrush \(command) \(target) 2>/dev/full").status == 1)
      }
    }

    @Test(arguments: printing)
    func `a reader that has seen enough ends it without a complaint`(command: String) throws {
      // The reader closes its end before the program has begun.
      let outcome = try workspace.shell(
        "(while [ ! -e closed ]; do sleep 0.02; done; ganbrush \(command); echo $? >status)"
          + " | (exec <&-; touch closed)")
      #expect(try eventually("the status") { try? workspace.text("status") } == "141\n")
      #expect(outcome.errors.isEmpty)
    }

    @Test(arguments: [">/dev/full", "2>/dev/full", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
    func `a complaint that cannot be written keeps its status`(target: String) throws {
      #expect(try workspace.shell("ganbrush render --no-such-option \(target)").status == 2)
      #expect(
        try workspace.shell("ganbrush render --model no-such --out a.png \(target)").status == 1)
    }

    @Test func `without standard output a file is written all the same`() throws {
      #expect(try workspace.shell("ganbrush render --out a.png <&- >&- 2>&-").status == 0)
      #expect(try workspace.picture("a.png").width == 128)
    }

    @Test func `a file does not become standard error`() throws {
      // The tensors are read through the lowest free number.
      let outcome = try workspace.shell("ganbrush models convert church a.safetensors <&- >&- 2>&-")
      #expect(outcome.status == 1)
      #expect(
        try workspace.shell("ganbrush models convert a.safetensors b.safetensors").status == 0)
      #expect(try workspace.bytes("a.safetensors") == workspace.bytes("b.safetensors"))
    }

    // MARK: Signals

    /// A checkpoint of one tensor of zeros, which takes a while to be narrowed or copied.
    private func makeLargeCheckpoint() throws {
      let count = 1 << 27
      let header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[\(count)],\"data_offsets\":[0,\(4 * count)]}}"
      let padded = header.padding(toLength: 80, withPad: " ", startingAt: 0)
      try workspace.write([80, 0, 0, 0, 0, 0, 0, 0] + Array(padded.utf8), to: "large.safetensors")
      #expect(unsafe truncate(workspace.path("large.safetensors"), off_t(88 + 4 * count)) == 0)
    }

    @Test(arguments: [
      ("ganbrush models convert large.safetensors out/a.safetensors --half", SIGINT),
      ("ganbrush models convert large.safetensors out/a.safetensors", SIGTERM),
      ("ganbrush scenes --count 1000000 --size 128 --format npy --out out", SIGHUP),
      ("ganbrush scenes --count 1000000 --size 32 --out out", SIGINT),
    ])
    func `whoever ends it finds no temporary file, at any moment`(
      command: String, signal: Int32
    ) throws {
      if command.contains("convert") { try makeLargeCheckpoint() }
      var random = SplitMix64(seed: 11)
      var statuses: Set<Int32> = []
      for round in 0..<12 {
        _ = try workspace.shell("rm -rf out; mkdir out")
        let child = try workspace.start(
          "/bin/sh", ["-c", "exec \(command)"],
          .files(output: workspace.path("output"), errors: workspace.path("errors")))
        if round.isMultiple(of: 2) {
          // From the first moment in which there is a file that has no name yet.
          try eventually("a temporary file") { try !workspace.names(in: "out").isEmpty }
        }
        usleep(UInt32.random(in: 20_000...300_000, using: &random))
        kill(child.id, signal)
        statuses.insert(try child.end())
        let left = try workspace.names(in: "out")
        #expect(left.allSatisfy { !$0.hasPrefix(".") }, "\(left)")
        // An array is never whole; a checkpoint may have become so in the moment of the signal.
        if command.contains("npy") { #expect(left.isEmpty) }
        if command.contains("convert"), !left.isEmpty {
          let whole = try Checkpoint(contentsOf: workspace.path("out/a.safetensors"))
          #expect(whole.entries.map(\.extents) == [[1 << 27]])
        }
      }
      #expect(statuses == [128 + signal])
    }

    @Test func `control-C ends the shell's loop, too`() throws {
      let loop = "for i in 1 2 3; do ganbrush scenes --count 1000000 --out out$i; done; echo on"
      let child = try workspace.start(
        "/bin/bash", ["-c", loop],
        .files(output: workspace.path("output"), errors: workspace.path("errors")))
      try eventually("a scene") { try workspace.names(in: ".").contains("out1") }
      kill(-child.id, SIGINT)
      #expect(try child.end() == 128 + SIGINT)
      #expect(try workspace.names(in: ".").contains("out2") == false)
    }

    /// A write to a pipe that nobody reads sends the signal at a moment in which files are half written.
    @Test func `a pipe that nobody reads any more does not end what writes files`() throws {
      let outcome = try workspace.shell(
        """
        mkdir out; ganbrush scenes --count 20000 --size 64 --format npy --out out & started=$!
        while [ -z "$(ls -A out)" ]; do sleep 0.02; done
        kill -PIPE $started; wait $started
        """)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(
        try workspace.names(in: "out").sorted()
          == ["categories.npy", "labels.npy", "pictures.npy", "scenes.json"])
    }

    @Test func `who is hung up on under nohup goes on`() throws {
      let outcome = try workspace.shell(
        """
        trap '' HUP; ganbrush scenes --count 500 --size 32 --out out & started=$!
        while [ ! -e out/scene-000000.png ]; do sleep 0.02; done
        kill -HUP $started; wait $started
        """)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(workspace.holds("out/scenes.json"))
    }
  }
}
