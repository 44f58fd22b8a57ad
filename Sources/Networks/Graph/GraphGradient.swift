package import Tensors
package import Units

/// Runs a graph, and goes back from a gradient at its output to one place.
///
/// It keeps the features of the run, the gradients of the places between, and the memory of both from
/// picture to picture. Gradients of a place that several nodes read add up. It belongs to one thread at a
/// time; workers of its own share each operation.
package final class GraphGradient {
  package let graph: LayerGraph
  private let place: LayerGraph.Source
  private let runner: GraphRunner
  /// By place: the gradient there; nil where no way leads back to `place`.
  private let gradients: [FeatureMap?]
  /// What is added to a gradient that another node has written.
  private var addends: [Int: FeatureMap] = [:]
  private let memory = GradientMemory()
  private var input: Tensor?

  /// Prepares memory.
  ///
  /// - Parameters:
  ///   - graph: What is run.
  ///   - place: Where to go back to.
  /// - Precondition: The output depends on the place.
  package init(_ graph: LayerGraph, to place: LayerGraph.Source) {
    self.graph = graph
    self.place = place
    runner = GraphRunner(graph)
    var depends = [Bool](repeating: false, count: graph.nodes.count + 1)
    depends[place.index] = true
    for (number, node) in graph.nodes.enumerated() where !depends[number + 1] {
      depends[number + 1] = node.sources.contains { depends[$0.index] }
    }
    precondition(depends[graph.nodes.count], "the output does not depend on \(place)")
    gradients = depends.enumerated().map { index, depends in
      depends ? Self.map(graph.size(at: .init(index: index))) : nil
    }
  }

  private static func map(_ size: MapSize) -> FeatureMap {
    FeatureMap(height: size.grid.height, width: size.grid.width, units: size.units)
  }

  /// Runs the graph.
  ///
  /// - Parameters:
  ///   - input: Of the graph's input size.
  ///   - interventions: Changes at the place and before it.
  ///   - isCancelled: Asked before each node.
  /// - Returns: False when cancelled.
  /// - Precondition: `LayerGraph.validate(_:)` accepts every intervention.
  package func run(
    _ input: Tensor, interventions: [Intervention] = [], isCancelled: () -> Bool = { false }
  ) -> Bool {
    for intervention in interventions {
      let changed = graph.place(of: intervention.layer)?.index ?? 0
      precondition(changed <= place.index, "an intervention behind \(place)")
    }
    if input != self.input {
      runner.read([input])
      self.input = input
    }
    return runner.run(interventions: interventions, isCancelled: isCancelled)
  }

  /// The output of the last run.
  package var output: FeatureMap { runner.output }

  /// The features of a layer in the last run, as they were before any intervention there.
  package func features(of name: LayerName) -> Tensor { runner.features(of: name) }

  /// By how much a result grows with each feature of the place, as later layers read them.
  ///
  /// - Parameter output: By how much it grows with each feature of the output of the last run.
  /// - Returns: A gradient of the place's size.
  package func gradient(from output: Tensor) -> Tensor {
    guard let last = gradients[graph.nodes.count], let wanted = gradients[place.index] else {
      preconditionFailure("no gradient at the ends")
    }
    last.write(output)
    var isWritten = [Bool](repeating: false, count: gradients.count)
    for number in (place.index..<graph.nodes.count).reversed() {
      guard let gradient = gradients[number + 1] else { continue }
      let node = graph.nodes[number]
      let pass = BackwardPass(
        gradient: gradient, output: runner.plainFeatures(at: number + 1),
        inputs: node.sources.map { runner.currentFeatures(at: $0.index) }, memory: memory)
      for (position, source) in node.sources.enumerated() {
        guard let target = gradients[source.index] else { continue }
        guard isWritten[source.index] else {
          node.operation.writeGradient(ofInput: position, to: target, in: pass)
          isWritten[source.index] = true
          continue
        }
        let addend = addends[source.index] ?? Self.map(graph.size(at: source))
        addends[source.index] = addend
        node.operation.writeGradient(ofInput: position, to: addend, in: pass)
        target.add(addend)
      }
    }
    return wanted.tensor()
  }
}
