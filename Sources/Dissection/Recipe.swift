package import Networks

/// A named list of units at one layer, best first, with the values that draw the concept.
package struct Recipe: Equatable, Sendable {
  package let concept: String
  package let layer: LayerName
  /// How the units were ranked: `iou`, `insertion`, `ace`, ...
  package let metric: String
  /// Channels of the layer, best first.
  package let units: [Int]

  package init(concept: String, layer: LayerName, metric: String, units: [Int]) {
    self.concept = concept
    self.layer = layer
    self.metric = metric
    self.units = units
  }
}
