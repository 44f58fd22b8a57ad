import CVectors

/// How units lie in memory: in whole vectors, or few of them in a quarter of one.
enum VectorLayout {
  /// How many units are computed at once.
  static let width = Int(vector_width)
  /// Outputs that are computed together where there are few, such as the colours of a picture.
  static let narrow = Int(narrow_width)
  /// Columns of weights that are computed together: two vectors.
  static let panel = Int(panel_width)

  /// Floats of the whole vectors that some units take.
  static func padded(_ units: Int) -> Int { (units + width - 1) / width * width }
}
