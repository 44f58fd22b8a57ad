import Synchronization

extension Tensor {
  /// The place of the first element that is infinite or not a number, if there is one.
  ///
  /// - Complexity: O(elements), at the speed of memory: the pass without a branch comes first.
  package var firstNonFiniteIndex: Int? {
    // Floats without their sign are ordered as integers, and infinity begins what is not finite.
    let infinity = Float.infinity.bitPattern
    let elements = elements
    let tasks = max(1, min(4 * Workers.count, elements.count >> 18))
    let largest = Mutex<UInt32>(0)
    Workers.run(tasks) { task, _ in
      let part = elements.span.extracting(
        elements.count * task / tasks..<elements.count * (task + 1) / tasks)
      var largestOfPart: UInt32 = 0
      for index in part.indices {
        largestOfPart = max(largestOfPart, part[index].bitPattern & 0x7FFF_FFFF)
      }
      largest.withLock { $0 = max($0, largestOfPart) }
    }
    guard largest.withLock({ $0 }) >= infinity else { return nil }
    return elements.indices.first { !elements[$0].isFinite }
  }
}
