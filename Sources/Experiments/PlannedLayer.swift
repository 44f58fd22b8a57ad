import Files
import Units

/// A layer as plans have it in their files.
struct PlannedLayer: Codable {
  private let name: LayerName
  let units: Int
  private let height: Int
  private let width: Int

  init(_ layer: LayerSummary) {
    (name, units) = (layer.name, layer.units)
    (height, width) = (layer.grid.height, layer.grid.width)
  }

  var summary: LayerSummary {
    LayerSummary(name: name, units: units, grid: Grid(height: height, width: width))
  }

  /// Why no layer has these values; nil where one may.
  var fault: String? {
    let sides = 1...Grid.sideLimit
    guard 1...1_000_000 ~= units, sides ~= height, sides ~= width else {
      return "layer '\(shown: name)' of \(units) units of \(height)×\(width)"
    }
    return nil
  }
}
