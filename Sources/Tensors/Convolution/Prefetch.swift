import CVectors

/// Which weights twelve rows ask for while they use others, so that none is waited for.
protocol Prefetch {
  /// Starts with a panel of `depth` rows for one of `count` groups.
  @unsafe init(_ panel: UnsafePointer<Float>, group: Int, of count: Int, depth: Int)
  /// Asks for the next, while `weights` are used.
  @unsafe mutating func step(_ weights: UnsafePointer<Float>)
}

/// Weights of the same panel, by what twelve rows take long enough for.
struct PrefetchWithin: Prefetch {
  @inline(__always)
  @unsafe init(_ panel: UnsafePointer<Float>, group: Int, of count: Int, depth: Int) {}

  @inline(__always)
  @unsafe mutating func step(_ weights: UnsafePointer<Float>) {
    unsafe prefetch_line(weights + 16 * 32)
    unsafe prefetch_line(weights + 16 * 32 + 16)
  }
}

/// A panel that has to be brought from memory: each group asks for its part.
@unsafe struct PrefetchPart: Prefetch {
  private var next: UnsafePointer<Float>
  private let pace: Int

  @inline(__always)
  @unsafe init(_ panel: UnsafePointer<Float>, group: Int, of count: Int, depth: Int) {
    unsafe pace = max(1, 32 / count)
    unsafe next = panel + group * depth * 32 / count
  }

  @inline(__always)
  @unsafe mutating func step(_ weights: UnsafePointer<Float>) {
    unsafe prefetch_line(next)
    unsafe prefetch_line(next + 16)
    unsafe next += pace
  }
}
