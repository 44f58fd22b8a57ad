import Synchronization

/// Memory that the workers of a layer use and the next layer uses again.
package final class Scratch: Sendable {
  private let buffer = Mutex<(buffer: FloatBuffer, share: Int)>((FloatBuffer(count: 0), 0))

  package init() {}

  /// Makes sure that each worker has so many floats.
  func reserve(workers: Int, count: Int) {
    // A cache line between the shares, so that no two workers write to the same.
    let share = VectorLayout.padded(count) + VectorLayout.width
    buffer.withLock { memory in
      if memory.buffer.count < workers * share {
        memory = (FloatBuffer(count: workers * share), share)
      } else {
        memory.share = share
      }
    }
  }

  /// A worker's memory.
  func start(of worker: Int) -> UnsafeMutablePointer<Float> {
    unsafe buffer.withLock { unsafe $0.buffer.start + worker * $0.share }
  }
}
