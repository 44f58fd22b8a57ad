import Tensors
package import Units

/// Pictures with the features of a layer, for the contrasts of many concepts.
package struct LayerSample {
  private let grid: Grid
  private var features: [Tensor] = []
  /// By picture, the label of each pixel, in the order of the cells.
  private var labels: [LabelMap] = []
  private let cellOfPixel: [Int]
  private let unitCount: Int

  /// Makes pictures.
  ///
  /// - Parameters:
  ///   - generator: What makes them.
  ///   - layer: The layer.
  ///   - ids: Their ids.
  /// - Throws: `DissectionError.notFinite`.
  package init(
    _ generator: LabelledGenerator, of layer: LayerSummary, ids: Range<Int>
  ) throws(DissectionError) {
    grid = layer.grid
    unitCount = layer.units
    cellOfPixel = generator.grid.cells(of: layer.grid)
    for id in ids {
      guard let specimen = try generator.specimen(id, retaining: [layer.name]),
        let found = specimen.features[layer.name], let map = specimen.truth
      else { preconditionFailure("no features of \(layer.name)") }
      features.append(found)
      labels.append(map)
    }
  }

  /// The contrast of a concept; nil where it is never there, or always.
  package func contrast(of concept: Int) -> UnitContrast? {
    var shares: [[Double]] = []
    var prior = [Double](repeating: 0, count: grid.count)
    let part = Double(grid.count) / Double(cellOfPixel.count)
    for map in labels {
      var share = [Double](repeating: 0, count: grid.count)
      for (pixel, number) in map.numbers.enumerated() where Int(number) == concept {
        share[cellOfPixel[pixel]] += part
      }
      for cell in prior.indices { prior[cell] += share[cell] }
      shares.append(share)
    }
    var present = [Double](repeating: 0, count: unitCount)
    var absent = present
    var (presentWeight, absentWeight) = (0.0, 0.0)
    for (picture, share) in shares.enumerated() {
      for cell in share.indices {
        let isAbsent = share[cell] == 0
        let weight = isAbsent ? prior[cell] : share[cell]
        guard weight > 0 else { continue }
        if isAbsent { absentWeight += weight } else { presentWeight += weight }
        for unit in 0..<unitCount {
          let value = weight * Double(features[picture].elements[unit * grid.count + cell])
          if isAbsent { absent[unit] += value } else { present[unit] += value }
        }
      }
    }
    guard presentWeight > 0, absentWeight > 0 else { return nil }
    return UnitContrast(
      present: present.map { Float($0 / presentWeight) },
      absent: absent.map { Float($0 / absentWeight) })
  }
}
