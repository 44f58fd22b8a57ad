/// MT19937 (Matsumoto and Nishimura 1998), the generator behind numpy's `RandomState`.
struct MersenneTwister {
  private var state: [UInt32]
  /// The state's words as they are drawn; a block at a time keeps the loop tight.
  private var words: [UInt32]
  private var position: Int

  private static let length = 624
  private static let middle = 397

  init(seed: UInt32) {
    state = [seed]
    state.reserveCapacity(Self.length)
    var last = seed
    for index in 1..<UInt32(Self.length) {
      last = 1_812_433_253 &* (last ^ (last >> 30)) &+ index
      state.append(last)
    }
    words = state
    position = Self.length
  }

  /// Draws 32 bits.
  mutating func next() -> UInt32 {
    if position == Self.length { refill() }
    defer { position += 1 }
    return words[position]
  }

  /// Draws a multiple of 2⁻⁵³ from 0 up to but not including 1.
  mutating func nextDouble() -> Double {
    let high = next() >> 5
    let low = next() >> 6
    return (Double(high) * 67_108_864 + Double(low)) / 9_007_199_254_740_992
  }

  private mutating func refill() {
    for index in 0..<Self.length - Self.middle { twist(index, index + 1, index + Self.middle) }
    for index in Self.length - Self.middle..<Self.length - 1 {
      twist(index, index + 1, index + Self.middle - Self.length)
    }
    twist(Self.length - 1, 0, Self.middle - 1)
    for index in state.indices {
      var word = state[index]
      word ^= word >> 11
      word ^= (word << 7) & 0x9D2C_5680
      word ^= (word << 15) & 0xEFC6_0000
      words[index] = word ^ (word >> 18)
    }
    position = 0
  }

  private mutating func twist(_ index: Int, _ following: Int, _ distant: Int) {
    let joined = (state[index] & 0x8000_0000) | (state[following] & 0x7FFF_FFFF)
    state[index] = state[distant] ^ (joined >> 1) ^ ((joined & 1) &* 0x9908_B0DF)
  }
}
