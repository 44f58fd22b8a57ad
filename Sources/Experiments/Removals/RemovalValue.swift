/// What strokes may set each unit of the layer to.
enum RemovalValue: String, CaseIterable {
  /// 0, as published.
  case zero = "zero"
  /// What the unit is where the concept could stand and does not.
  case absent = "absent"
  /// As far beyond that as the concept is on the other side.
  case opposite = "opposite"

  func values(_ contrast: UnitContrast) -> [Float] {
    let values: [Float] =
      switch self {
      case .zero: contrast.absent.map { _ in 0 }
      case .absent: contrast.absent
      case .opposite: zip(contrast.absent, contrast.present).map { 2 * $0 - $1 }
      }
    // As a file has them: what is measured is what strokes will set.
    return values.map { ($0 * 1e4).rounded() / 1e4 }
  }
}
