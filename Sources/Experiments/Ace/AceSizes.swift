/// How much an optimisation of causal weights looks at.
package struct AceSizes: Equatable, Codable, Sendable {
  /// Pictures that are searched for the concept, and as many for places where it could be.
  package let searched: Int
  /// Pairs of pictures that the weights are optimised with.
  package let trained: Int
  /// Pairs of other pictures by which the loss is measured.
  package let evaluated: Int
  /// How often each pair is looked at.
  package let epochs: Int
  /// Pairs a step.
  package let batch: Int
  /// About how far a step moves a weight.
  package let rate: Double
  /// What a squared weight adds to the loss.
  package let penalty: Double
  /// Cells that are tried in each picture without the concept.
  package let cells: Int

  private enum CodingKeys: String, CodingKey {
    case searched = "searched"
    case trained = "trained"
    case evaluated = "evaluated"
    case epochs = "epochs"
    case batch = "batch"
    case rate = "rate"
    case penalty = "penalty"
    case cells = "cells"
  }

  /// The sizes of GAN Dissection.
  package static let published = AceSizes(
    searched: 10_000, trained: 1000, evaluated: 200, epochs: 10, batch: 20, rate: 0.01,
    penalty: 0.005, cells: 5)

  /// About a tenth of it, with larger steps: minutes on two cores.
  ///
  /// - Parameter searched: Pictures that are searched; a fifth of them make pairs at most.
  /// - Returns: The other sizes as they go with it.
  package static func usual(searched: Int = 1000) -> AceSizes {
    AceSizes(
      searched: searched, trained: max(1, searched / 5), evaluated: max(1, searched / 25),
      epochs: 6, batch: 10, rate: 0.02, penalty: published.penalty, cells: 5)
  }
}
