package import Units

/// A square window that moves over a map in equal steps, as PyTorch counts its places.
package struct Window: Hashable, Sendable {
  /// Pixels along a side.
  package let side: Int
  /// How far apart the places are.
  package let stride: Int
  /// How far the window may reach beyond each side of the map.
  package let padding: Int

  package init(side: Int, stride: Int, padding: Int = 0) {
    precondition(
      side > 0 && stride > 0 && padding >= 0, "a window of \(side), \(stride) and \(padding)")
    self.side = side
    self.stride = stride
    self.padding = padding
  }

  /// The number of places on a map, without those that fit in part.
  ///
  /// - Precondition: The window fits at least once.
  package func places(on grid: Grid) -> Grid {
    Grid(
      height: (grid.height + 2 * padding - side) / stride + 1,
      width: (grid.width + 2 * padding - side) / stride + 1)
  }

  /// The places that see a region of the map; some may lie beyond the last place that fits.
  func places(seeing region: PixelRegion) -> PixelRegion {
    PixelRegion(rows: places(seeing: region.rows), columns: places(seeing: region.columns))
  }

  /// The places that see some rows or columns; some may lie beyond the last place that fits.
  @inline(__always)
  func places(seeing pixels: Range<Int>) -> Range<Int> {
    guard let first = pixels.first, let last = pixels.last else { return 0..<0 }
    // Rounded towards zero, which is one more than need be before the first place.
    return max(0, (first + padding - side + stride) / stride)..<(last + padding) / stride + 1
  }

  /// Whether a place covers a row or column of a map.
  func covers(_ pixel: Int, at place: Int) -> Bool {
    0..<side ~= pixel - place * stride + padding
  }

  /// The rows or columns of a map that a place covers.
  @inline(__always)
  func pixels(at place: Int, within length: Int) -> Range<Int> {
    let start = place * stride - padding
    return max(start, 0)..<min(start + side, length)
  }
}
