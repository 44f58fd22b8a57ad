/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine.
package struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to but not including 1.
  package mutating func share() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// Different whole numbers below a bound, in the order in which they were drawn.
  package mutating func draw(_ wanted: Int, below bound: Int) -> [Int] {
    var numbers = Array(0..<bound)
    for index in 0..<min(wanted, bound) {
      numbers.swapAt(index, index + Int(next() % UInt64(bound - index)))
    }
    return Array(numbers.prefix(wanted))
  }
}
