import Files
import Painting
import Recipes
import Units

/// What a layer is good for, in words that need no explanation.
struct LayerDescription: Sendable {
  let layer: LayerSummary
  /// Where it stands among the layers that can be painted on, and how many there are.
  let place: Int
  let count: Int
  /// How many concepts the recipes have for it.
  let concepts: Int
  let strokes: Int

  /// The pieces of a row, the most needed first.
  var text: [String] {
    let brushes = concepts == 0 ? "\(layer.units) single units" : concepts.counted("concept")
    return ["\(layer.grid) cells", purpose, brushes]
      + (strokes == 0 ? [] : [strokes.counted("stroke")])
  }

  /// What the row has no room for.
  var remark: String {
    "\(shown: layer.name): \(layer.units) units on \(layer.grid) cells, "
      + (concepts == 0 ? "no concepts: each unit is a brush" : "with concepts")
  }

  /// What edits of a layer change: first comes where things stand, last how their surfaces look.
  private var purpose: String {
    switch Double(place) / Double(max(1, count - 1)) {
    case ..<0.34: "coarse: where things are"
    case ..<0.67: "things and their parts"
    default: "fine: edges and colours"
    }
  }
}
