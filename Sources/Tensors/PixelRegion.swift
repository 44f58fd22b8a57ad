/// A rectangle of pixels: what a stroke changes of a map, or a layer computes of it.
package struct PixelRegion: Hashable, Sendable {
  package var rows: Range<Int>
  package var columns: Range<Int>

  package init(rows: Range<Int>, columns: Range<Int>) {
    self.rows = rows
    self.columns = columns
  }

  /// No pixel.
  package static let none = PixelRegion(rows: 0..<0, columns: 0..<0)

  package var isEmpty: Bool { rows.isEmpty || columns.isEmpty }

  /// The number of pixels.
  package var count: Int { rows.count * columns.count }

  /// The smallest rectangle around two; an empty one adds nothing.
  package func union(_ other: PixelRegion) -> PixelRegion {
    if isEmpty { return other }
    if other.isEmpty { return self }
    return PixelRegion(
      rows: min(
        rows.lowerBound, other.rows.lowerBound)..<max(
          rows.upperBound, other.rows.upperBound),
      columns: min(
        columns.lowerBound, other.columns.lowerBound)..<max(
          columns.upperBound, other.columns.upperBound))
  }

  /// What lies in a map of this size.
  package func clamped(height: Int, width: Int) -> PixelRegion {
    PixelRegion(rows: rows.clamped(to: 0..<height), columns: columns.clamped(to: 0..<width))
  }
}
