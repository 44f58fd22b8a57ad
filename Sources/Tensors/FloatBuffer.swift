/// Zeros at first, at an address that vector instructions read fastest.
///
/// A buffer is shared by reference: maps and weights are large, and written in place by several
/// threads, each its own part. Kernels reach it by address; everybody else by `FeatureMap`.
@safe package final class FloatBuffer: @unchecked Sendable {
  package let count: Int
  let start: UnsafeMutablePointer<Float>

  /// A line of the cache, and the widest vector register.
  private static let alignment = 64

  package init(count: Int) {
    self.count = count
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Float>.stride, alignment: Self.alignment)
    unsafe HugePages.advise(bytes)
    unsafe start = bytes.bindMemory(to: Float.self).baseAddress ?? .allocate(capacity: 1)
    unsafe start.initialize(repeating: 0, count: count)
  }

  /// Keeps values, with zeros for the rest of the last vector.
  convenience init(paddingVectorsOf values: [Float]) {
    self.init(count: VectorLayout.padded(values.count))
    for (index, value) in values.enumerated() { unsafe start[index] = value }
  }

  deinit { unsafe start.deallocate() }
}
