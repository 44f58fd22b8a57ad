/// What a layer does to each sum before the next layer sees it.
package enum Activation: Hashable, Sendable {
  case none
  case relu
  /// Slope 0.2 below zero, as in both of the published generators that use it.
  case leakyReLU
  case tanh
}
