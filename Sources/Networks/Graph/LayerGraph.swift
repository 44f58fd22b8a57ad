package import Tensors
package import Units

/// What a network computes: operations that read its input and each other's feature maps.
///
/// Nodes stand in an order in which each reads only what comes before it. A node that a file gives a
/// name to is a layer, which can be retained and edited; others, such as the halvings of a U-Net,
/// are steps in between.
package struct LayerGraph: Sendable {
  /// A step, and what it reads.
  package struct Node: Sendable {
    /// The names of modules that have the same features; none for a step in between.
    package let names: [LayerName]
    package let operation: any LayerOperation
    /// What it reads, in the operation's order.
    package let sources: [Source]

    package init(
      _ names: [LayerName], _ operation: any LayerOperation, reading sources: [Source]
    ) {
      self.names = names
      self.operation = operation
      self.sources = sources
    }
  }

  /// Where feature maps come from: the network's input, or a node.
  package struct Source: Hashable, Sendable {
    /// 0 for the input, and from 1 on the nodes in their order.
    let index: Int

    package static let input = Source(index: 0)
    /// The place of a node, by its index among the nodes.
    package static func node(_ index: Int) -> Source { Source(index: index + 1) }
    /// The place of a node that comes some nodes later.
    func advanced(by count: Int) -> Source { Source(index: index + count) }
  }

  /// A node that reads a place, and which of its inputs that is.
  struct Reader: Sendable {
    let node: Int
    let input: Int
  }

  package let input: MapSize
  package let nodes: [Node]
  /// What is known of the layers, in order; those with two names are listed under both.
  package let layers: [LayerSummary]
  /// For each place, who reads it.
  let readers: [[Reader]]

  /// Puts nodes together.
  ///
  /// - Precondition: There is a node, and each reads what comes before it, of the sizes that its
  ///   operation expects.
  package init(input: MapSize, nodes: [Node]) {
    precondition(!nodes.isEmpty, "a network without layers")
    var readers = [[Reader]](repeating: [], count: nodes.count + 1)
    for (number, node) in nodes.enumerated() {
      precondition(node.sources.count == node.operation.inputs.count, "\(node.names)")
      for (position, source) in node.sources.enumerated() {
        precondition(source.index <= number, "node \(number) reads what comes after it")
        let size = source.index == 0 ? input : nodes[source.index - 1].operation.output
        precondition(
          size == node.operation.inputs[position],
          "node \(number) \(node.names) reads \(size), expected \(node.operation.inputs[position])")
        readers[source.index].append(Reader(node: number, input: position))
      }
    }
    self.input = input
    self.nodes = nodes
    self.readers = readers
    layers = nodes.flatMap { node in
      let size = node.operation.output
      return node.names.map { LayerSummary(name: $0, units: size.units, grid: size.grid) }
    }
  }

  /// The size of the feature maps at a place.
  package func size(at place: Source) -> MapSize {
    place.index == 0 ? input : nodes[place.index - 1].operation.output
  }

  /// The last node's features: what the network is for.
  package var output: Source { .node(nodes.count - 1) }

  /// The place of a layer's features, if there is such a layer.
  package func place(of name: LayerName) -> Source? {
    nodes.firstIndex { $0.names.contains(name) }.map { .node($0) }
  }

  /// The part of the graph that a place depends on, whose output it is.
  package func part(through place: Source) -> LayerGraph {
    var isNeeded = [Bool](repeating: false, count: place.index + 1)
    isNeeded[place.index] = true
    for number in stride(from: place.index, to: 0, by: -1) where isNeeded[number] {
      for source in nodes[number - 1].sources { isNeeded[source.index] = true }
    }
    // Where each place lies among those that are needed.
    var places = [Source.input]
    var kept: [Node] = []
    for number in 0..<place.index {
      let node = nodes[number]
      places.append(.node(kept.count))
      guard isNeeded[number + 1] else { continue }
      kept.append(
        Node(node.names, node.operation, reading: node.sources.map { places[$0.index] }))
    }
    return LayerGraph(input: input, nodes: kept)
  }

  /// The part of the graph that follows a place, whose input it is.
  ///
  /// nil where nothing follows, and where a later node also reads what comes before the place.
  package func part(above place: Source) -> LayerGraph? {
    var kept: [Node] = []
    for node in nodes.dropFirst(place.index) {
      guard node.sources.allSatisfy({ $0.index >= place.index }) else { return nil }
      kept.append(
        Node(
          node.names, node.operation,
          reading: node.sources.map { Source(index: $0.index - place.index) }))
    }
    return kept.isEmpty ? nil : LayerGraph(input: size(at: place), nodes: kept)
  }
}
