#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Standard normal numbers, the same as numpy's `RandomState.standard_normal`.
///
/// This is Marsaglia's polar method as numpy keeps it for old programs: it makes pairs of numbers,
/// and the one from the second coordinate comes first.
struct StandardNormal {
  private var uniform: MersenneTwister
  private var kept: Double?

  init(seed: UInt32) { uniform = MersenneTwister(seed: seed) }

  /// Draws a number.
  mutating func next() -> Double {
    if let kept = kept.take() { return kept }
    let pair = nextPair()
    kept = pair.kept
    return pair.first
  }

  /// Skips `count` numbers without computing their logarithms.
  ///
  /// Points are rejected at random, so every draw must be made.
  mutating func skip(_ count: Int) {
    var remaining = count
    if remaining > 0, kept.take() != nil { remaining -= 1 }
    while remaining >= 2 {
      _ = nextPoint()
      remaining -= 2
    }
    if remaining == 1 { _ = next() }
  }

  private mutating func nextPair() -> (first: Double, kept: Double) {
    let point = nextPoint()
    let scale = (-2 * log(point.squaredRadius) / point.squaredRadius).squareRoot()
    return (scale * point.y, scale * point.x)
  }

  /// Draws a point inside the unit circle, except its centre.
  private mutating func nextPoint() -> (x: Double, y: Double, squaredRadius: Double) {
    while true {
      let x = 2 * uniform.nextDouble() - 1
      let y = 2 * uniform.nextDouble() - 1
      let squaredRadius = x * x + y * y
      if squaredRadius < 1, squaredRadius != 0 { return (x, y, squaredRadius) }
    }
  }
}
