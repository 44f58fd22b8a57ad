/// A tile of smooth random values, the texture of everything that is painted.
///
/// Four octaves of value noise over 256×256 places, about -1 to 1; it repeats without a seam.
enum Grain {
  private static let side = 256

  private static let values: [Float] = {
    var random = SceneRandom(seed: 7, stream: 1)
    var values = [Float](repeating: 0, count: side * side)
    for (octave, amplitude) in [(8, 0.62), (16, 0.42), (32, 0.28), (64, 0.19)] as [(Int, Float)] {
      let lattice = (0..<octave * octave).map { _ in random.within(-1...1) }
      let step = side / octave
      for y in 0..<side {
        let (row, below) = (y / step * octave, (y / step + 1) % octave * octave)
        let down = ease(Float(y % step) / Float(step))
        for x in 0..<side {
          let (column, right) = (x / step, (x / step + 1) % octave)
          let across = ease(Float(x % step) / Float(step))
          let upper = lattice[row + column] * (1 - across) + lattice[row + right] * across
          let lower = lattice[below + column] * (1 - across) + lattice[below + right] * across
          values[y * side + x] += amplitude * (upper * (1 - down) + lower * down)
        }
      }
    }
    return values
  }()

  private static func ease(_ t: Float) -> Float { t * t * (3 - 2 * t) }

  /// The value at a place; the coarsest bumps are 32 apart.
  ///
  /// - Precondition: Both coordinates lie between -65,536 and 65,536.
  static subscript(x: Float, y: Float) -> Float {
    let (column, row) = (Int32(x + 65_536) & 255, Int32(y + 65_536) & 255)
    return values[Int(row << 8 | column)]
  }
}
