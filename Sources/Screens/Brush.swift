/// The square of cells that one key press or dab paints.
package struct Brush: Hashable, Sendable {
  /// Cells along a side.
  package var side = 1
}
