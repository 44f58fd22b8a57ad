import Synchronization

/// The convolution that computes the gradient of another one's input; made when it is first asked for.
final class TurnedConvolution: Sendable {
  private let made = Mutex<Convolution?>(nil)

  /// The convolution; who asks first makes it, others wait.
  func convolution(of forward: Convolution) -> Convolution {
    made.withLock { made in
      if let made { return made }
      let turning = ConvolutionTurning(forward.shape)
      let convolution = Convolution(
        turning.shape, weights: turning.weights(of: forward.convolution.arranged))
      made = convolution
      return convolution
    }
  }
}
