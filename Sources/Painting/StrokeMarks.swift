import Tensors
package import Units

/// For each cell of a layer's grid, the newest stroke that paints it, be it one on another layer.
///
/// The marks follow a session from edit to edit: what a frame shows is there before it is drawn.
package struct StrokeMarks: Sendable {
  /// What a cell shows of a stroke.
  package struct Mark: Equatable, Sendable {
    package let concept: String
    package let direction: Stroke.Direction
    /// The layer of the stroke, where that is another one; its mark is seen where no other is.
    package let otherLayer: LayerName?
    /// Where the stroke stands in the session.
    fileprivate let place: Int
  }

  private var layer: LayerSummary
  private var strokes = StrokeList()
  /// The marks of strokes on the layer, and those of strokes on others.
  private var own: MarkedCells
  private var others: MarkedCells

  /// Marks the strokes of a session on a layer.
  package init(_ strokes: StrokeList, on layer: LayerSummary) {
    self.init(layer)
    follow(strokes, on: layer)
  }

  private init(_ layer: LayerSummary) {
    self.layer = layer
    own = MarkedCells(count: layer.grid.count)
    others = own
  }

  /// The mark of a cell, counted row by row.
  package subscript(cell: Int) -> Mark? { own.marks[cell] ?? others.marks[cell] }

  /// How many masks were looked at, cell by cell, since the beginning.
  package var masksRead: Int { own.masksRead + others.masksRead }

  /// Takes over the strokes of a session after an edit, and its layer.
  ///
  /// Only strokes that came are looked at, and where strokes went, those below them.
  package mutating func follow(_ strokes: StrokeList, on layer: LayerSummary) {
    if layer != self.layer { self = StrokeMarks(layer) }
    let kept = strokes.countShared(with: self.strokes)
    self.strokes = strokes
    // Neighbours mostly share a list, which is then equal without a look at its units.
    var known: (units: [UnitEdit], otherLayer: LayerName?, isThere: Bool) = ([], nil, false)
    func look(at units: [UnitEdit]) {
      guard units != known.units else { return }
      let on = units.lazy.filter(\.isOn).map(\.layer)
      known = (units, on.contains(layer.name) ? nil : on.first, on.first != nil)
    }
    own.follow(strokes, keeping: kept, on: layer.grid) { stroke in
      look(at: stroke.edits)
      return known.isThere && known.otherLayer == nil ? .some(nil) : nil
    }
    others.follow(strokes, keeping: kept, on: layer.grid) { stroke in
      look(at: stroke.edits)
      return known.otherLayer.map { .some($0) }
    }
  }

  /// Marks of one kind of strokes.
  private struct MarkedCells: Sendable {
    var marks: [Mark?]
    var masksRead = 0

    init(count: Int) { marks = Array(repeating: nil, count: count) }

    /// Takes over strokes of which the first ones are as they were.
    ///
    /// - Parameters:
    ///   - strokes: All strokes.
    ///   - kept: How many are as they were.
    ///   - grid: The grid of the cells.
    ///   - otherLayer: The layer that the mark of a stroke names; nil where it has no mark of this kind.
    mutating func follow(
      _ strokes: StrokeList, keeping kept: Int, on grid: Grid,
      otherLayer: (Stroke) -> LayerName??
    ) {
      // Cells whose mark is of a stroke that went.
      var freed: [Bool] = []
      var freedCount = 0
      for cell in marks.indices {
        freed.append(marks[cell].map { $0.place >= kept } ?? false)
        guard freed[cell] else { continue }
        freedCount += 1
        marks[cell] = nil
      }
      strokes.scanBackwards { place, stroke in
        guard place >= kept || freedCount > 0 else { return false }
        guard !stroke.isMuted, let mask = stroke.mask, let otherLayer = otherLayer(stroke) else {
          return true
        }
        let region = mask.region(on: grid)
        var isRead = false
        for row in region.rows {
          for column in region.columns {
            let cell = row * grid.width + column
            // A newer stroke that came has marked it.
            if let mark = marks[cell], mark.place >= kept { continue }
            guard place >= kept || freed[cell] && marks[cell] == nil else { continue }
            isRead = true
            guard mask.paints(row: row, column: column, on: grid) else { continue }
            marks[cell] = Mark(
              concept: stroke.concept, direction: stroke.direction, otherLayer: otherLayer,
              place: place)
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
  }
}
