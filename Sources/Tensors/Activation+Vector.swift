extension Activation {
  /// What becomes of sixteen sums; a NaN stays a NaN, and tanh keeps infinities: they are no colours.
  @inline(__always)
  func applied(to sums: SIMD16<Float>) -> SIMD16<Float> {
    switch self {
    case .none: sums
    case .relu: sums.replacing(with: 0, where: sums .< 0)
    case .leakyReLU: sums.replacing(with: 0.2 * sums, where: sums .< 0)
    case .tanh: Self.tanh(sums)
    }
  }

  /// tanh x = 1 − 2 / (e²ˣ + 1), within 2·10⁻⁷; a call, so that the others stay short.
  @inline(never)
  private static func tanh(_ x: SIMD16<Float>) -> SIMD16<Float> {
    // Beyond 10, tanh differs from ±1 by less than a float can tell.
    let bounded = x.replacing(with: 10, where: x .> 10).replacing(with: -10, where: x .< -10)
    let result = 1 - 2 / (exponential(2 * bounded) + 1)
    // The difference is 0 unless x is infinite or no number.
    return x.replacing(with: result, where: x - x .== 0)
  }

  /// eˣ for |x| of at most 20: a power of two, times the series of the rest.
  @inline(__always)
  private static func exponential(_ x: SIMD16<Float>) -> SIMD16<Float> {
    // Adding 1.5 · 2²³ leaves the nearest whole number in the lowest bits.
    let magic = SIMD16<Float>(repeating: 12_582_912)
    let shifted = x * 1.442_695_04 + magic
    let whole = shifted - magic
    // ln 2 in two parts; the first has so few digits that its product is exact.
    let rest = x - whole * 0.693_359_375 + whole * 2.121_944_4e-4
    var series = SIMD16<Float>(repeating: 1 / 5040)
    for factor: Float in [1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1, 1] {
      series = SIMD16(repeating: factor).addingProduct(series, rest)
    }
    let exponent = unsafe unsafeBitCast(shifted, to: SIMD16<Int32>.self) &<< 23
    let bits = unsafe unsafeBitCast(series, to: SIMD16<Int32>.self) &+ exponent
    return unsafe unsafeBitCast(bits, to: SIMD16<Float>.self)
  }
}
