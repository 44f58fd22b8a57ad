package import Units

/// What a dissection found of the units of one layer.
package struct LayerReport: Codable, Equatable, Sendable {
  package let layer: LayerName
  /// Rows and columns of its feature maps.
  package let height: Int
  package let width: Int
  /// By channel.
  package let units: [UnitReport]

  package init(layer: LayerName, height: Int, width: Int, units: [UnitReport]) {
    self.layer = layer
    self.height = height
    self.width = width
    self.units = units
  }

  /// The units by their IoU with a concept, the best first; of equals the one of lower number.
  package func ranking(_ concept: Int) -> [Int] {
    units.indices.sorted {
      let (first, second) = (units[$0].ious[concept], units[$1].ious[concept])
      return first != second ? first > second : $0 < $1
    }
  }
}
