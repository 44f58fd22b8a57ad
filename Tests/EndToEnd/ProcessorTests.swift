import Checkpoints
import Foundation
import Pictures
import Tensors
import Testing

extension EndToEndTests {
  /// The same program on processors of several kinds: this machine's at each of its levels, and others
  /// that an emulator shows it.
  struct ProcessorTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    /// Networks that use every kernel, with a layer of each.
    static let networks = [
      ("dcgan", "main.2,main.10"), ("progressive", "layer4,output_16x16"),
      ("vgg16", "relu5_3,fc8a"),
      ("alexnet", "lrn1,fc6"), ("resnet", "0,7,10"),
    ]

    /// What a network makes of a fixture's input, layer by layer.
    private func features(
      _ network: String, _ layers: String, by command: [String]
    ) throws -> [String: Tensor] {
      let out = "out-\(UUID().uuidString).safetensors"
      let outcome = try workspace.run(
        command[0],
        command.dropFirst() + [
          "models", "run", Workspace.network(network), "--input",
          Workspace.network("\(network)-expected"), "--layers", layers, "--out", out,
        ])
      try #require(outcome.status == 0, "\(outcome.errors)")
      let file = try Checkpoint(contentsOf: workspace.path(out))
      return Dictionary(
        uniqueKeysWithValues: try file.entries.map { ($0.name, try file.tensor($0.name)) })
    }

    /// The level that a benchmark names.
    private func level(_ command: [String]) throws -> String? {
      let outcome = try workspace.run(
        command[0],
        command.dropFirst() + [
          "bench", "--model", Workspace.network("resnet"), "--rounds", "1", "--json",
        ])
      let report = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
      return (report as? [String: Any])?["processor"] as? String
    }

    /// Expects that features differ by no more than 10⁻⁵ of the range of values.
    private func expectSame(
      _ found: [String: Tensor], _ expected: [String: Tensor], _ comment: String
    ) throws {
      #expect(Set(found.keys) == Set(expected.keys))
      for (layer, expected) in expected {
        let values = expected.elements
        let range = try #require(values.max()) - (try #require(values.min()))
        let worst = zip(try #require(found[layer]).elements, values).map { abs($0 - $1) }.max()
        #expect(range > 0 && (worst ?? .infinity) <= 1e-5 * range, "\(layer), \(comment)")
      }
    }

    @Test(arguments: ProcessorLevel.available, networks)
    func `all levels give the same features`(
      level: ProcessorLevel, network: (name: String, layers: String)
    ) throws {
      let expected = try features(network.name, network.layers, by: [Workspace.program])
      workspace.environment["GANBRUSH_CPU"] = level.rawValue
      let found = try features(network.name, network.layers, by: [Workspace.program])
      try expectSame(found, expected, "\(network.name) with \(level)")
    }

    @Test(arguments: ProcessorLevel.available)
    func `all levels give the same picture`(level: ProcessorLevel) throws {
      let expected = try workspace.rendered("--id", "3")
      workspace.environment["GANBRUSH_CPU"] = level.rawValue
      let found = try workspace.rendered("--id", "3")
      // A number that lies beside a whole one may become the byte below it.
      let differences = zip(found.bytes, expected.bytes).map { abs(Int($0) - Int($1)) }
      #expect(differences.allSatisfy { $0 <= 1 } && differences.count { $0 > 0 } < 10)
    }

    @Test(arguments: ProcessorLevel.available)
    func `doctor and bench name the level`(level: ProcessorLevel) throws {
      workspace.environment["GANBRUSH_CPU"] = level.rawValue
      let doctor = try workspace.run("doctor")
      #expect(doctor.output.contains("kernels for \(level.rawValue) are used"))
      #expect(try self.level([Workspace.program]) == level.rawValue)
    }

    @Test func `a level that there is not is one clear error`() throws {
      workspace.environment["GANBRUSH_CPU"] = "sse9"
      for arguments in [["models"], ["bench"], ["render", "--out", "a.png"]] {
        let outcome = try workspace.run(arguments)
        #expect(outcome.status == 2 && outcome.output.isEmpty)
        #expect(
          outcome.errors
            == "ganbrush: GANBRUSH_CPU is 'sse9', expected one of baseline, avx2, avx512\n")
      }
    }

    @Test(
      .enabled(if: Tool.emulator.isInstalled, "qemu-x86_64 is missing"),
      arguments: [("Nehalem", "baseline"), ("Haswell", "avx2"), ("max", "avx2")])
    func `other processors get the kernels that they have, and the same features`(
      processor: String, level: String
    ) throws {
      let emulated = [try Tool.emulator.path(), "-cpu", processor, Workspace.program]
      #expect(try self.level(emulated) == level)
      for (network, layers) in Self.networks {
        try expectSame(
          try features(network, layers, by: emulated),
          try features(network, layers, by: [Workspace.program]), "\(network) on \(processor)")
      }
    }

    @Test(
      .enabled(if: Tool.clang.isInstalled, "clang is missing"),
      arguments: ["processor", "baseline", "avx2", "avx512"])
    func `the kernels compile for arm64`(name: String) throws {
      let sources = "\(Workspace.assets)/../Sources/CVectors"
      let outcome = try workspace.run(
        .clang, "--target=aarch64-linux-gnu", "-O2", "-Wall", "-Wextra", "-Werror",
        "-I\(sources)/include", "-c", "\(sources)/\(name).c", "-o", "\(name).o")
      #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test(.enabled(if: Tool.emulator.isInstalled, "qemu-x86_64 is missing"))
    func `a processor cannot be forced above what it has`() throws {
      workspace.environment["GANBRUSH_CPU"] = "avx2"
      let outcome = try workspace.run(.emulator, "-cpu", "Nehalem", Workspace.program, "models")
      #expect(outcome.status == 2)
      #expect(
        outcome.errors
          == "ganbrush: GANBRUSH_CPU is 'avx2', which this processor lacks, expected one of baseline\n"
      )
    }
  }
}
