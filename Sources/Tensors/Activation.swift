import CVectors
#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a layer does to each sum before the next layer sees it.
package enum Activation: Hashable, Sendable {
  case none
  case relu
  /// Slope 0.2 below zero, as in both of the published generators that use it.
  case leakyReLU
  case tanh

  /// What kernels call it.
  var kind: activation_kind {
    switch self {
    case .none: activation_none
    case .relu: activation_relu
    case .leakyReLU: activation_leaky_relu
    case .tanh: activation_tanh
    }
  }

  /// The definition; a NaN stays a NaN, and tanh keeps infinities: they are no colours.
  package func definition(_ x: Float) -> Float {
    switch self {
    case .none: x
    case .relu: x < 0 ? 0 : x
    case .leakyReLU: x < 0 ? 0.2 * x : x
    case .tanh: x.isFinite ? hyperbolicTangent(x) : x
    }
  }
}

/// The function of the C library, which the case of the same name hides.
private func hyperbolicTangent(_ x: Float) -> Float { Float(tanh(Double(x))) }
