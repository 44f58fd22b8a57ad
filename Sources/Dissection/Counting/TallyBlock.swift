package import Tensors
package import Units

/// What a few pictures add to the tallies of one layer.
///
/// A block is the least that is counted at a time, wherever it is counted: chance compares its
/// pictures with each other, and the engine renders them together, which decides how their features
/// are rounded.
package struct TallyBlock: Sendable {
  /// How many pictures a block has; the last one of a run may have fewer.
  package static let size = 16

  /// One picture: the features of the layer, and the concept of each pixel.
  package struct Observation: Sendable {
    /// C×H×W.
    package let features: Tensor
    package let labels: LabelMap

    package init(features: Tensor, labels: LabelMap) {
      self.features = features
      self.labels = labels
    }
  }

  /// The numbers of the pictures, rising; those that cannot be read are left out.
  let ids: [Int]
  let observations: [Observation]
  let sampling: GridSampling
  let pairing: ChancePairing

  /// Puts pictures together.
  ///
  /// - Parameters:
  ///   - number: The number of the block.
  ///   - ids: The numbers of the pictures.
  ///   - observations: One for each.
  ///   - sampling: From the layer's grid to that of the labels.
  package init(
    number: Int, ids: [Int], _ observations: [Observation], _ sampling: GridSampling
  ) {
    precondition(ids.count == observations.count, "\(observations.count) pictures for \(ids)")
    for observation in observations {
      precondition(observation.labels.grid == sampling.target, "\(observation.labels.grid)")
    }
    self.ids = ids
    self.observations = observations
    self.sampling = sampling
    pairing = ChancePairing(block: number, pictures: ids.count)
  }
}
