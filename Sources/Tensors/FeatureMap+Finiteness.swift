extension FeatureMap {
  /// Whether no feature is infinite or not a number.
  ///
  /// - Complexity: O(features), at the speed of memory.
  package var isFinite: Bool {
    // Floats without their sign are ordered as integers, and infinity begins what is not finite.
    var largest: UInt32 = 0
    for index in 0..<images * height * width * pixelStride {
      largest = unsafe max(largest, buffer.start[index].bitPattern & 0x7FFF_FFFF)
    }
    return largest < Float.infinity.bitPattern
  }
}
