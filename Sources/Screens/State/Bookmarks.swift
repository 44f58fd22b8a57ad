package import Units

/// The pictures that a person likes, in the order in which they were marked.
package struct Bookmarks: Equatable, Sendable {
  package private(set) var latents: [Latent]

  package init(_ latents: [Latent] = []) { self.latents = latents }

  /// Marks a picture, or takes its mark away; returns whether it is marked then.
  package mutating func toggle(_ latent: Latent) -> Bool {
    if let place = latents.firstIndex(of: latent) {
      latents.remove(at: place)
      return false
    }
    latents.append(latent)
    return true
  }
}
