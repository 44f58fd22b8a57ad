package import Tensors
package import Units

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a classifier made of a picture.
package struct Classification: Sendable {
  /// One number for each class, before softmax: the larger, the more likely.
  package let scores: [Float]
  /// The features asked for; C×H×W, with a grid of 1×1 from the first fully connected layer on.
  package let retained: [LayerName: Tensor]

  package init(scores: [Float], retained: [LayerName: Tensor]) {
    self.scores = scores
    self.retained = retained
  }

  /// The class of the highest score, of equals the first.
  package static func likeliest(_ scores: [Float]) -> Int {
    scores.indices.reduce(0) { scores[$1] > scores[$0] ? $1 : $0 }
  }

  /// How likely each class is; they add up to 1.
  package var probabilities: [Float] { Self.softmax(scores) }

  /// Shares in proportion to the exponentials of some scores.
  package static func softmax(_ scores: [Float]) -> [Float] {
    let largest = scores.max() ?? 0
    let powers = scores.map { exp(Double($0 - largest)) }
    let sum = powers.reduce(0, +)
    return powers.map { Float($0 / sum) }
  }
}
