/// Where a removal takes its concept away.
package enum RemovalReach: String, CaseIterable, Sendable {
  /// Under strokes over the places that show it.
  case strokes = "strokes"
  /// In whole pictures, which toggles change.
  case everywhere = "everywhere"
}
