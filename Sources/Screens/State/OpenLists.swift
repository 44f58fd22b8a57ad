/// The list of units or of strokes that is open, be it below a question or a list of choices.
package struct OpenLists: Equatable, Sendable {
  package var units: UnitList?
  package var strokes: OpenStrokes?

  package init(units: UnitList? = nil, strokes: OpenStrokes? = nil) {
    self.units = units
    self.strokes = strokes
  }

  /// What takes the keys when nothing lies over them.
  var mode: PaintMode { units.map { .units($0) } ?? strokes.map { .strokes($0) } ?? .painting }
}
