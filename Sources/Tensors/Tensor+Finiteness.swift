extension Tensor {
  /// The place of the first element that is infinite or not a number, if there is one.
  ///
  /// - Complexity: O(elements), at the speed of memory: the pass without a branch comes first.
  package var firstNonFiniteIndex: Int? {
    // Floats without their sign are ordered as integers, and infinity begins what is not finite.
    let infinity = Float.infinity.bitPattern
    let elements = elements.span
    var largest: UInt32 = 0
    for index in elements.indices {
      largest = max(largest, elements[index].bitPattern & 0x7FFF_FFFF)
    }
    guard largest >= infinity else { return nil }
    return elements.indices.first { !elements[$0].isFinite }
  }
}
