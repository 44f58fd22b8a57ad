import Checkpoints
import FoundationEssentials
import Networks
import Tensors
import Units

/// A network written by `Fixtures/make_fixtures.py` and what PyTorch made of it.
struct Fixture {
  let checkpoint: Checkpoint
  let expected: Checkpoint

  init(_ name: String) throws {
    checkpoint = try Self.open(name)
    expected = try Self.open("\(name)-expected")
  }

  static func open(_ name: String, file: String = #filePath) throws -> Checkpoint {
    let url = URL(filePath: file).deletingLastPathComponent()
      .appending(path: "Fixtures/\(name).safetensors")
    return try Checkpoint(contentsOf: url.path)
  }

  /// The error that a fixture's tensors give after `change`, or `no error`.
  static func message(
    _ name: String, _ change: (inout [String: Tensor]) -> Void
  ) throws -> String {
    let checkpoint = try open(name)
    var tensors: [String: Tensor] = [:]
    for entry in checkpoint.entries where entry.storage != .int64 {
      tensors[entry.name] = try checkpoint.tensor(entry.name)
    }
    change(&tensors)
    do throws(NetworkError) {
      _ = try Network(Checkpoint(tensors))
      return "no error"
    } catch {
      return error.description
    }
  }

  var latent: [Float] {
    get throws { try expected.tensor("latent").elements }
  }

  /// The interventions that made the `edited` features.
  func interventions(_ network: some LayeredNetwork) throws -> [Intervention] {
    try Self.interventions(in: expected, on: network)
  }

  /// The interventions that a file of expected features has.
  static func interventions(
    in expected: Checkpoint, on network: some LayeredNetwork
  ) throws -> [Intervention] {
    try network.layers.filter { expected.contains("edit/\($0.name)/units") }.map { layer in
      let units = try expected.tensor("edit/\(layer.name)/units").elements
      let alphas = try expected.tensor("edit/\(layer.name)/alphas").elements
      let values = try expected.tensor("edit/\(layer.name)/values").elements
      let cells = layer.grid.count
      let maps = units.indices.map { index in
        let range = index * cells..<(index + 1) * cells
        return (
          Int(units[index]),
          Intervention.Map(alphas: Array(alphas[range]), values: Array(values[range]))
        )
      }
      return Intervention(
        layer: layer.name, grid: layer.grid, maps: Dictionary(uniqueKeysWithValues: maps))
    }
  }
}
