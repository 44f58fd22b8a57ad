import Checkpoints
import Networks
import Tensors
import TestSupport
import Testing
import Units

@Suite struct ChangedCheckpointTests {
  @Test(arguments: generators + classifiers + segmenters)
  func `a checkpoint with changed tensors is refused or runs`(name: String) throws {
    let checkpoint = try Fixture.open(name)
    var originals: [String: Tensor] = [:]
    for entry in checkpoint.entries where entry.storage != .int64 {
      originals[entry.name] = try checkpoint.tensor(entry.name)
    }
    let names = originals.keys.sorted()
    var (refused, ran) = (0, 0)
    for seed in UInt64(0)..<200 {
      var random = SplitMix64(seed: seed)
      var tensors = originals
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let changed = names[Int.random(in: 0..<names.count, using: &random)]
        guard let tensor = tensors[changed] else { continue }
        tensors[changed] = change(tensor, &random)
      }
      do throws(NetworkError) {
        let network = try Network(Checkpoint(tensors), pictureSize: Grid(height: 48, width: 48))
        guard network.inputShape.count < 100_000 else { continue }
        let zeros = [Float](repeating: 0, count: network.inputShape.count)
        let layers = Set(network.layers.map(\.name))
        let features = try network.features(
          of: Tensor(shape: network.inputShape, elements: zeros), at: layers)
        #expect(features.count == layers.count)
        ran += 1
      } catch {
        #expect(!error.description.isEmpty)
        refused += 1
      }
    }
    #expect(refused > 50, "\(refused) refused, \(ran) ran")
  }

  /// Takes the tensor away, or gives it other extents or another number.
  private func change(_ tensor: Tensor, _ random: inout SplitMix64) -> Tensor? {
    var extents = tensor.shape.extents
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return nil
    case 1: extents.append(Int.random(in: 1...4, using: &random))
    case 2 where extents.count > 1: extents.removeLast()
    case 3:
      var changed = tensor
      let index = Int.random(in: tensor.elements.indices, using: &random)
      changed.elements[index] = [-1e30, 0, .nan, .infinity].randomElement(using: &random) ?? 0
      return changed
    default:
      extents[Int.random(in: extents.indices, using: &random)] = Int.random(
        in: 1...20, using: &random)
    }
    let shape = Shape(extents)
    return Tensor(shape: shape, elements: [Float](repeating: 0.5, count: shape.count))
  }
}
