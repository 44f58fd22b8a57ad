package import Units

/// The pictures of a generator that are wanted small.
package struct ThumbnailRequest: Equatable, Sendable {
  package let seed: UInt32
  /// In the order in which they are wanted.
  package let ids: [Int]

  package init(seed: UInt32, ids: [Int]) {
    self.seed = seed
    self.ids = ids
  }

  package var latents: [Latent] { ids.map { Latent(seed: seed, id: $0) } }
}
