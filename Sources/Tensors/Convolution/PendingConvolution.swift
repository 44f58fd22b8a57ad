import Synchronization

/// A convolution whose weights are arranged for the engine when it first runs.
///
/// A file is open as soon as it is read; the order that products need, which may take more memory, is
/// made layer by layer while the first picture is, and the weights as they were read are let go.
final class PendingConvolution: Sendable {
  private enum State: Sendable {
    case read(Tensor)
    case arranged(TileConvolution)
  }

  private let state: Mutex<State>
  private let arrange: @Sendable (Tensor) -> TileConvolution

  /// Keeps weights, and how to arrange them.
  init(_ weights: Tensor, arrange: @escaping @Sendable (Tensor) -> TileConvolution) {
    state = Mutex(.read(weights))
    self.arrange = arrange
  }

  /// The convolution; who asks first arranges it, others wait.
  var arranged: TileConvolution {
    state.withLock { state in
      switch state {
      case .arranged(let convolution): return convolution
      case .read(let weights):
        let convolution = arrange(weights)
        state = .arranged(convolution)
        return convolution
      }
    }
  }
}
