package import Pictures

extension Picture {
  /// A picture that no file can shorten: each pixel has a colour of its own.
  package static func noise(width: Int, height: Int) -> Picture {
    var random = SplitMix64(seed: 1)
    return Picture(
      width: width, height: height,
      bytes: (0..<width * height * 3).map { _ in UInt8(truncatingIfNeeded: random.next()) })
  }

  /// A picture of so many random colours, strewn at random or in stripes.
  package static func random(
    width: Int, height: Int, colours: Int, seed: UInt64
  ) -> Picture {
    var random = SplitMix64(seed: seed)
    let palette = (0..<colours).map { _ in
      let bits = random.next()
      return Pixel(
        UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8),
        UInt8(truncatingIfNeeded: bits >> 16))
    }
    let isStriped = Bool.random(using: &random)
    return Picture(width: width, height: height) { x, y in
      isStriped
        ? palette[(x / 5 + y / 3) % colours]
        : palette[Int.random(in: 0..<colours, using: &random)]
    }
  }
}
