/// Random numbers that are the same on every machine: SplitMix64 (Steele, Lea and Flood 2014).
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

  /// A whole number from 0 up to but not including a bound of 32 bits.
  package mutating func next(below bound: Int) -> Int {
    Int(((next() >> 32) &* UInt64(bound)) >> 32)
  }

  /// A number from 0 up to but not including 1.
  package mutating func share() -> Double { Double(next() >> 11) / 0x1p53 }

  /// Draws different whole numbers, as controls draw units.
  ///
  /// - Parameters:
  ///   - wanted: How many; fewer where there are not as many.
  ///   - bound: What they are below.
  ///   - excluded: Those that are not drawn.
  /// - Returns: The numbers in the order in which they were drawn.
  package mutating func draw(_ wanted: Int, below bound: Int, without excluded: [Int] = []) -> [Int]
  {
    let excluded = Set(excluded)
    var numbers = (0..<bound).filter { !excluded.contains($0) }
    let count = min(wanted, numbers.count)
    for index in 0..<count { numbers.swapAt(index, index + next(below: numbers.count - index)) }
    return Array(numbers[..<count])
  }

  /// Draws as many whole numbers as were chosen, others than those; where there are too few others, any.
  package mutating func draw(besides chosen: [Int], below bound: Int) -> [Int] {
    draw(chosen.count, below: bound, without: bound >= 2 * chosen.count ? chosen : [])
  }
}
