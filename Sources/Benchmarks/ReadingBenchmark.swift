package import Networks
import Tensors

/// Times a network that reads pictures, one picture after another.
package struct ReadingBenchmark {
  private let network: Network
  private let sampling: Sampling

  /// Prepares a benchmark.
  package init(network: Network, sampling: Sampling) {
    self.network = network
    self.sampling = sampling
  }

  /// Measures it.
  ///
  /// - Returns: What a picture takes; `nil` for a generator, which reads none.
  /// - Throws: `NetworkError`, if its scores are no finite numbers.
  package func run(model: String) throws -> ReadingReport? {
    let shape = network.inputShape
    // The network takes as long for these colours as for any.
    let picture = Tensor(
      shape: shape, elements: (0..<shape.count).map { Float($0 % 251) / 125 - 1 })
    let time: Double
    switch network {
    case .generator: return nil
    case .classifier(let classifier):
      let batch = BatchClassifier(classifier)
      time = try sampling.median { _ in
        try Sampling.milliseconds { _ = try batch.classify(picture) }
      }
    case .segmenter(let segmenter):
      let batch = BatchSegmenter(segmenter)
      time = try sampling.median { _ in
        try Sampling.milliseconds { _ = try batch.labels(of: [picture]) }
      }
    }
    return ReadingReport(
      model: model, threads: Workers.count, height: shape.extents[1], width: shape.extents[2],
      time: time, peakMemory: ProcessUsage.peakMemory)
  }
}
