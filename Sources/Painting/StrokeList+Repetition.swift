import Units

extension StrokeList {
  /// Whether a stroke would repeat what is painted: on each of its cells, the newest stroke is the same.
  ///
  /// The same are strokes of one concept and direction that set the same units to the same values in
  /// full, on the same grid. Muted strokes count for nothing; any other stroke above one that is the
  /// same ends it, on whichever layer it is.
  package func repeats(_ stroke: Stroke) -> Bool {
    guard let mask = stroke.mask, !mask.isEmpty, stroke.edits.allSatisfy({ $0.alpha == 1 }) else {
      return false
    }
    let grid = mask.grid
    var left: Set<Int> = []
    for row in mask.rows {
      for column in mask.columns where mask.contains(row: row, column: column) {
        left.insert(row * grid.width + column)
      }
    }
    scanBackwards { _, other in
      guard !other.isMuted, other.edits.contains(where: \.isOn) else { return true }
      func isUnder(_ cell: Int) -> Bool {
        other.mask?.paints(row: cell / grid.width, column: cell % grid.width, on: grid) ?? true
      }
      if other.hasSameSetting(as: stroke), other.mask?.grid == grid {
        left = left.filter { !isUnder($0) }
        return !left.isEmpty
      }
      return !left.contains(where: isUnder)
    }
    return left.isEmpty
  }
}

extension Stroke {
  /// Whether another stroke sets the same units to the same values for the same reason, wherever it is.
  fileprivate func hasSameSetting(as other: Stroke) -> Bool {
    concept == other.concept && direction == other.direction && pooling == other.pooling
      && edits == other.edits
  }
}
