import Units

/// Whose labels each picture of a block is compared with, to learn what chance gives.
///
/// Each replicate is a permutation of the block's pictures that leaves none in its place: a rotation
/// of a shuffled row. It follows from the number of the block alone.
package struct ChancePairing: Sendable {
  /// How many permutations there are; the 0.99 quantile of as many is about their largest.
  package static let replicates = 100

  /// For each replicate the partner of each picture; none in a block of one picture.
  package let partners: [[Int]]

  package init(block: Int, pictures: Int) {
    guard pictures > 1 else {
      partners = []
      return
    }
    var random = SeededRandom(seed: UInt64(truncatingIfNeeded: block))
    partners = (0..<Self.replicates).map { _ in
      var row = Array(0..<pictures)
      for index in stride(from: pictures - 1, to: 0, by: -1) {
        row.swapAt(index, random.next(below: index + 1))
      }
      let turn = 1 + random.next(below: pictures - 1)
      var partners = row
      for index in 0..<pictures { partners[row[index]] = row[(index + turn) % pictures] }
      return partners
    }
  }
}
