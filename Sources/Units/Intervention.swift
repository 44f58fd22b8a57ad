/// A change to the features of one layer while the generator runs.
///
/// Each unit named here becomes x·(1 − a) + v·a, cell by cell, as in `nethook.py` of GAN Dissection;
/// units not named stay as they are. Ablation is v = 0, insertion is v = the unit's level.
package struct Intervention: Equatable, Sendable {
  /// How far each cell of one unit's feature map is replaced, and by what; row by row.
  package struct Map: Equatable, Sendable {
    /// 0 keeps the feature, 1 replaces it.
    package var alphas: [Float]
    /// Activations to put in place, in the unit's own scale.
    package var values: [Float]

    package init(alphas: [Float], values: [Float]) {
      precondition(alphas.count == values.count, "\(alphas.count) alphas, \(values.count) values")
      self.alphas = alphas
      self.values = values
    }
  }

  package let layer: LayerName
  package let grid: Grid
  /// The edited units, by channel.
  package var maps: [Int: Map]

  /// Makes an intervention.
  ///
  /// - Precondition: Every map has one alpha and one value for each cell of `grid`.
  package init(layer: LayerName, grid: Grid, maps: [Int: Map]) {
    for (channel, map) in maps {
      precondition(
        map.alphas.count == grid.count, "unit \(channel): \(map.alphas.count) cells for \(grid)")
    }
    self.layer = layer
    self.grid = grid
    self.maps = maps
  }
}
