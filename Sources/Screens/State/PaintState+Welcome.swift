import Painting

extension PaintState {
  /// So many strokes show that a person has found out how to paint.
  private static let strokesToLearn = 2

  /// Takes the first lines away once a person paints, or wants them away.
  ///
  /// - Returns: What makes them stay away.
  mutating func endWelcome(atOnce: Bool = false) -> [Effect] {
    guard isWelcoming, atOnce || session.strokes.count >= Self.strokesToLearn else { return [] }
    isWelcoming = false
    return [.rememberWelcome]
  }
}
