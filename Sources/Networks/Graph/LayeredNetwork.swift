import Tensors
package import Units

/// A network that is a graph of layers, with what it is for.
package protocol LayeredNetwork: Sendable {
  var graph: LayerGraph { get }
}

extension LayeredNetwork {
  /// Layers that can be retained and edited, in order; those with two names are listed under both.
  package var layers: [LayerSummary] { graph.layers }

  /// The layer of this name, if there is one.
  package func layer(_ name: LayerName) -> LayerSummary? { layers.first { $0.name == name } }

  /// Makes sure that an intervention fits this network.
  package func validate(_ intervention: Intervention) throws(NetworkError) {
    guard let layer = layer(intervention.layer) else {
      throw .unknownLayer(intervention.layer, known: layers.map(\.name))
    }
    guard intervention.grid == layer.grid else {
      throw .gridMismatch(layer.name, expected: layer.grid, found: intervention.grid)
    }
    for (channel, map) in intervention.maps.sorted(by: { $0.key < $1.key }) {
      let unit = Unit(layer.name, channel)
      guard (0..<layer.units).contains(channel) else {
        throw .unitOutOfRange(unit, units: layer.units)
      }
      guard map.alphas.count == layer.grid.count, map.values.count == layer.grid.count else {
        throw .mapMismatch(
          unit, cells: layer.grid.count, alphas: map.alphas.count, values: map.values.count)
      }
    }
  }

  /// Stops where a caller hands over what the network does not have.
  func expectSound(_ interventions: [Intervention], _ retaining: Set<LayerName>) {
    for name in retaining { precondition(layer(name) != nil, "no layer '\(name)' to retain") }
    for intervention in interventions {
      do { try validate(intervention) } catch { preconditionFailure(error.description) }
    }
  }

  /// The last layer's name, for an error about what it gave.
  var outputName: LayerName { layers[layers.count - 1].name }

  /// What was chosen for each convolution, in order; one that makes a layer together with others has the
  /// name of that layer.
  package var plan: [LayerPlan] {
    graph.nodes.enumerated().compactMap { number, node in
      guard let convolution = node.operation as? Convolution,
        let named = node.names.isEmpty
          ? graph.nodes.first(where: { $0.sources.contains(.node(number)) }) : node,
        let name = named.names.first
      else { return nil }
      return LayerPlan(name, convolution)
    }
  }
}
