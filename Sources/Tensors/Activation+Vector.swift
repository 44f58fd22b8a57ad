#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Activation {
  /// What becomes of sixteen sums; a NaN stays a NaN.
  @inline(__always)
  func applied(to sums: SIMD16<Float>) -> SIMD16<Float> {
    switch self {
    case .none: return sums
    case .relu: return sums.replacing(with: 0, where: sums .< 0)
    case .leakyReLU: return sums.replacing(with: 0.2 * sums, where: sums .< 0)
    case .tanh:
      var result = sums
      for lane in 0..<16 { result[lane] = Glibc.tanh(sums[lane]) }
      return result
    }
  }
}
