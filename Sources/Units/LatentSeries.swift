/// The latents of one seed in order, each drawn once, however many there are.
package struct LatentSeries: Sendable {
  private let seed: UInt32
  private let count: Int
  private var normal: StandardNormal
  /// The id whose numbers come next.
  private var next = 0

  /// Begins at id 0.
  ///
  /// - Parameters:
  ///   - seed: The published programs use 1.
  ///   - count: How many numbers a latent has.
  package init(seed: UInt32 = 1, count: Int) {
    self.seed = seed
    self.count = count
    normal = StandardNormal(seed: seed)
  }

  /// The values of an id, as `Latent.values` gives them.
  ///
  /// - Precondition: The id is not negative.
  /// - Complexity: O(ids · count) from the last id, or from the first for one before it.
  package mutating func values(id: Int) -> [Float] {
    precondition(id >= 0, "id \(id)")
    if id < next {
      normal = StandardNormal(seed: seed)
      next = 0
    }
    normal.skip((id - next) * count)
    next = id + 1
    return (0..<count).map { _ in Float(normal.next()) }
  }
}
