extension Activation {
  /// How much an output grows with its sum, told by the output itself.
  ///
  /// At 0 a ReLU has the slope of negative sums, as in PyTorch.
  @inline(__always)
  func slope(at output: SIMD16<Float>) -> SIMD16<Float> {
    switch self {
    case .none: .one
    case .relu: SIMD16<Float>.zero.replacing(with: 1, where: output .> 0)
    case .leakyReLU: SIMD16<Float>(repeating: 0.2).replacing(with: 1, where: output .> 0)
    case .tanh: 1 - output * output
    }
  }
}
