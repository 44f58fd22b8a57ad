/// A seeded generator that gives the same numbers on every machine (Steele, Lea and Flood 2014).
///
/// Integers only, and floats made of 24 bits of them, so that nothing is rounded.
struct SceneRandom: Sendable {
  private var state: UInt64
  /// What was drawn under a name; nil where nobody wants to know.
  private(set) var draws: [SceneDraw]?
  /// The thing that the next numbers are for, where there are several of a kind; nil for one too far
  /// down the row to be known.
  var thing: String? = ""

  /// Makes a stream of its own for every pair of a seed and a number of a stream.
  init(seed: UInt64, stream: UInt64, isRecorded: Bool = false) {
    draws = isRecorded ? [] : nil
    state = seed
    state = next() ^ (stream &+ 1) &* 0xD6E8_FEB8_6659_FD93
  }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private mutating func record(_ name: String?, _ value: Float, chances: [Float] = []) {
    guard draws != nil, let name, let thing else { return }
    draws?.append(
      SceneDraw(name: thing.isEmpty ? name : "\(thing) \(name)", value: value, chances: chances))
  }

  /// A number from 0 up to 1, every multiple of 2⁻²⁴ alike.
  mutating func unit(as name: String? = nil) -> Float {
    let share = Float(next() >> 40) * 0x1p-24
    record(name, share)
    return share
  }

  mutating func within(_ range: ClosedRange<Float>, as name: String? = nil) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * unit(as: name)
  }

  /// A number around 0, mostly between -1 and 1, never beyond 1.5: the sum of three uniform ones.
  mutating func bell() -> Float { unit() + unit() + unit() - 1.5 }

  mutating func chance(_ probability: Float, as name: String? = nil) -> Bool {
    unit(as: name) < probability
  }

  /// A number of things, each as likely.
  mutating func count(_ range: ClosedRange<Int>, as name: String? = nil) -> Int {
    let number = Int(next() >> 33) % range.count
    record(
      name, Float(number),
      chances: Array(repeating: 1 / Float(range.count), count: range.count))
    return range.lowerBound + number
  }

  /// -1 or 1.
  mutating func side(as name: String? = nil) -> Float { chance(0.5, as: name) ? -1 : 1 }

  mutating func one<Value>(of values: [Value], as name: String? = nil) -> Value {
    values[count(0...values.count - 1, as: name)]
  }

  /// One of the values, as likely as its weight says; the weights sum to 1.
  mutating func one<Value>(of values: KeyValuePairs<Value, Float>, as name: String? = nil) -> Value
  {
    var rest = unit()
    var number = 0
    while number < values.count - 1, rest >= values[number].value {
      rest -= values[number].value
      number += 1
    }
    record(name, Float(number), chances: values.map(\.value))
    return values[number].key
  }
}
