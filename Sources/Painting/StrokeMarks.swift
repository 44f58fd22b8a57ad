import Tensors
package import Units

/// For each cell of a layer's grid, the newest stroke that paints it.
///
/// The marks follow a session from edit to edit: what a frame shows is there before it is drawn.
package struct StrokeMarks: Sendable {
  /// What a cell shows of a stroke.
  package struct Mark: Equatable, Sendable {
    package let concept: String
    package let direction: Stroke.Direction
    /// Where the stroke stands in the session.
    fileprivate let place: Int
  }

  private var layer: LayerSummary
  private var strokes = StrokeList()
  private var marks: [Mark?]
  /// How many masks were looked at, cell by cell, since the beginning.
  package private(set) var masksRead = 0

  /// Marks the strokes of a session on a layer.
  package init(_ strokes: StrokeList, on layer: LayerSummary) {
    self.layer = layer
    marks = Array(repeating: nil, count: layer.grid.count)
    follow(strokes, on: layer)
  }

  /// The mark of a cell, counted row by row.
  package subscript(cell: Int) -> Mark? { marks[cell] }

  /// Takes over the strokes of a session after an edit, and its layer.
  ///
  /// Only strokes that came are looked at, and where strokes went, those below them.
  package mutating func follow(_ strokes: StrokeList, on layer: LayerSummary) {
    if layer != self.layer { self = StrokeMarks(layer) }
    let kept = strokes.countShared(with: self.strokes)
    self.strokes = strokes
    // Cells whose mark is of a stroke that went.
    var freed: [Bool] = []
    var freedCount = 0
    for cell in marks.indices {
      freed.append(marks[cell].map { $0.place >= kept } ?? false)
      guard freed[cell] else { continue }
      freedCount += 1
      marks[cell] = nil
    }
    // Neighbours mostly share a list, which is then equal without a look at its units.
    var known: (units: [UnitEdit], areHere: Bool) = ([], false)
    strokes.scanBackwards { place, stroke in
      guard place >= kept || freedCount > 0 else { return false }
      if stroke.edits != known.units {
        known = (stroke.edits, stroke.edits.contains { $0.layer == layer.name })
      }
      guard known.areHere, let mask = stroke.mask else { return true }
      let region = mask.region(on: layer.grid)
      var isRead = false
      for row in region.rows {
        for column in region.columns {
          let cell = row * layer.grid.width + column
          // A newer stroke that came has marked it.
          if let mark = marks[cell], mark.place >= kept { continue }
          guard place >= kept || freed[cell] && marks[cell] == nil else { continue }
          isRead = true
          guard mask.paints(row: row, column: column, on: layer.grid) else { continue }
          marks[cell] = Mark(concept: stroke.concept, direction: stroke.direction, place: place)
          if freed[cell] {
            freed[cell] = false
            freedCount -= 1
          }
        }
      }
      if isRead { masksRead += 1 }
      return true
    }
  }

  private init(_ layer: LayerSummary) {
    self.layer = layer
    marks = Array(repeating: nil, count: layer.grid.count)
  }
}
