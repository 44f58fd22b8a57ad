package import Recipes
package import Units

/// Single units in the order of how unusual they are under the brush, as it was when asked for.
package struct UnitRanking: Equatable, Sendable {
  package let layer: LayerName
  package let latent: Latent
  /// The cells under the brush, row by row.
  package let cells: [Int]
  /// For each unit, its mean quantile in the cells, 0...1.
  package let quantiles: [Float]

  /// Ranks the units of a layer by a picture's features in some cells.
  ///
  /// - Precondition: There is a cell.
  package init(
    _ layer: LayerSummary, of latent: Latent, cells: [Int], features: LayerFeatures,
    _ table: QuantileTable
  ) {
    precondition(!cells.isEmpty, "units of \(layer.name) are ranked in no cell")
    self.layer = layer.name
    self.latent = latent
    self.cells = cells
    quantiles = (0..<layer.units).map { unit in
      cells.reduce(Float(0)) { sum, cell in
        sum + table.quantile(of: features[unit: unit, cell: cell], unit: unit)
      } / Float(cells.count)
    }
  }

  /// The units, the most unusual first.
  package var units: [Int] {
    quantiles.indices.sorted { (-quantiles[$0], $0) < (-quantiles[$1], $1) }
  }
}
