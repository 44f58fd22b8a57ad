package import Tensors
package import Units

/// Scores pictures in many states of the units of one layer.
///
/// What lies below the layer runs once a picture. Where a fully connected layer reads the layer's units,
/// directly or pooled, each state is a sum of what they contribute to it; elsewhere the states run
/// together, as pictures do. It belongs to one thread at a time; workers of its own share each layer.
package final class AblatedClassifier {
  package let classifier: Classifier
  package let layer: LayerSummary
  /// Up to the layer, and the poolings after it where `entry` reads them.
  private let lower: GraphRunner
  /// The first fully connected layer, if it comes first.
  private let entry: Convolution?
  /// What follows; nil where `entry` gives the scores.
  private let upper: GraphRunner?
  /// How many states run together.
  private let batch: Int

  /// Bytes that the features of states that run together may take.
  private static let memory = 64 << 20
  /// More states make products no faster.
  private static let largestBatch = 128

  /// Prepares memory.
  ///
  /// - Parameters:
  ///   - classifier: The network.
  ///   - name: The layer.
  /// - Throws: `NetworkError.unknownLayer`, or `.nothingAbove` for the last layer.
  package init(_ classifier: Classifier, layer name: LayerName) throws(NetworkError) {
    let graph = classifier.graph
    guard let layer = classifier.layer(name), let place = graph.place(of: name) else {
      throw .unknownLayer(name, known: classifier.layers.map(\.name))
    }
    guard let above = graph.part(above: place) else { throw .nothingAbove(name) }
    self.classifier = classifier
    self.layer = layer
    let poolings = above.poolingsAtStart
    let rest = above.part(above: .node(poolings))
    let isAlone = rest != nil || above.nodes.count == poolings + 1
    if isAlone, let first = above.nodes[poolings].operation as? Convolution, first.isFullyConnected
    {
      entry = first
      batch = Self.largestBatch
      lower = GraphRunner(graph.part(through: place.advanced(by: poolings)))
      upper = rest.map { GraphRunner($0, images: Self.largestBatch) }
      return
    }
    entry = nil
    let sizes = above.nodes.map { $0.operation.output.units * $0.operation.output.grid.count }
    batch = max(1, min(Self.largestBatch, Self.memory / 4 / (sizes.max() ?? 1)))
    lower = GraphRunner(graph.part(through: place))
    upper = GraphRunner(above, images: batch)
  }

  /// The scores of a picture in each state.
  ///
  /// - Parameters:
  ///   - picture: 3×H×W, normalized as the network was trained to read it.
  ///   - states: Which units of the layer each keeps.
  ///   - isCancelled: Asked before each step.
  /// - Returns: The scores by state, or `nil` when cancelled.
  /// - Throws: `NetworkError.notFinite`, if a score is no number that can be compared.
  /// - Precondition: The picture has the classifier's `pictureSize`, and the layer has the units.
  package func scores(
    of picture: Tensor, in states: [KeptUnits], isCancelled: () -> Bool = { false }
  ) throws(NetworkError) -> [[Float]]? {
    lower.read([picture])
    guard lower.run(isCancelled: isCancelled) else { return nil }
    var scores: [[Float]] = []
    let contributions = entry?.contributions(of: lower.output)
    let features = lower.output.tensor()
    for start in stride(from: 0, to: states.count, by: batch) {
      let some = Array(states[start..<min(start + batch, states.count)])
      let inputs = contributions?.outputs(in: some) ?? some.map(features.keeping)
      guard let found = run(inputs, isCancelled) else { return nil }
      scores += found
    }
    try expectFinite(scores)
    return scores
  }

  /// The scores that follow from inputs of the upper part, at most as many as run together.
  private func run(_ inputs: [Tensor], _ isCancelled: () -> Bool) -> [[Float]]? {
    guard let upper else { return inputs.map(\.elements) }
    var scores: [[Float]] = []
    upper.read(inputs + Array(repeating: inputs[0], count: batch - inputs.count))
    let isDone = upper.run(
      isCancelled: isCancelled,
      visit: { image in
        guard image < inputs.count else { return }
        let output = upper.output
        scores.append(output.tensor(image: output.images == 1 ? 0 : image).elements)
      })
    return isDone ? scores : nil
  }

  private func expectFinite(_ scores: [[Float]]) throws(NetworkError) {
    for scores in scores {
      try Tensor(shape: Shape(scores.count), elements: scores)
        .expectFinite(from: classifier.outputName)
    }
  }
}

extension LayerGraph {
  /// How many nodes at the start pool units, each for itself and one after another; not all nodes.
  fileprivate var poolingsAtStart: Int {
    nodes.dropLast().enumerated().prefix { number, node in
      node.sources == [Source.input.advanced(by: number)]
        && (node.operation is MaximumPooling || node.operation is Averaging)
    }.count
  }
}

extension Tensor {
  /// The features without the units that a state ablates.
  fileprivate func keeping(_ kept: KeptUnits) -> Tensor {
    var tensor = self
    let cells = shape.extents[1] * shape.extents[2]
    for unit in kept.ablated(of: shape.extents[0]) {
      for place in unit * cells..<(unit + 1) * cells { tensor.elements[place] = 0 }
    }
    return tensor
  }
}
