extension Intervention {
  /// Sets units to values.
  ///
  /// - Parameters:
  ///   - values: The units, by channel, with what each is set to; all 0 is an ablation.
  ///   - layer: The layer's name.
  ///   - grid: Its grid.
  ///   - cells: Where, as places in the grid row by row; nil is everywhere.
  /// - Precondition: The cells lie on the grid.
  package init(
    setting values: [Int: Float], of layer: LayerName, on grid: Grid, at cells: [Int]? = nil
  ) {
    var alphas = [Float](repeating: cells == nil ? 1 : 0, count: grid.count)
    for cell in cells ?? [] { alphas[cell] = 1 }
    self.init(
      layer: layer, grid: grid,
      maps: values.mapValues { value in
        Map(alphas: alphas, values: [Float](repeating: value, count: grid.count))
      })
  }
}
