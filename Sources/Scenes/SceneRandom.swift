/// A seeded generator that gives the same numbers on every machine (Steele, Lea and Flood 2014).
///
/// Integers only, and floats made of 24 bits of them, so that nothing is rounded.
struct SceneRandom: Sendable {
  private var state: UInt64

  /// Makes a stream of its own for every pair of a seed and a number of a stream.
  init(seed: UInt64, stream: UInt64) {
    state = seed
    state = next() ^ (stream &+ 1) &* 0xD6E8_FEB8_6659_FD93
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number from 0 up to 1, every multiple of 2⁻²⁴ alike.
  mutating func unit() -> Float { Float(next() >> 40) * 0x1p-24 }

  mutating func within(_ range: ClosedRange<Float>) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * unit()
  }

  /// A number around 0, mostly between -1 and 1, never beyond 1.5: the sum of three uniform ones.
  mutating func bell() -> Float { unit() + unit() + unit() - 1.5 }

  mutating func chance(_ probability: Float) -> Bool { unit() < probability }

  /// A number of things, each as likely.
  mutating func count(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() >> 33) % range.count
  }

  /// -1 or 1.
  mutating func side() -> Float { chance(0.5) ? -1 : 1 }

  mutating func one<Value>(of values: [Value]) -> Value { values[count(0...values.count - 1)] }

  /// One of the values, as likely as its weight says; the weights sum to 1.
  mutating func one<Value>(of values: KeyValuePairs<Value, Float>) -> Value {
    var rest = unit()
    for (value, weight) in values.dropLast() {
      if rest < weight { return value }
      rest -= weight
    }
    return values[values.count - 1].key
  }
}
