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

  /// These bookmarks with what somebody changed elsewhere.
  ///
  /// - Parameters:
  ///   - others: Bookmarks after the change.
  ///   - former: The same before it.
  /// - Returns: Without those that were taken away, and with those that were marked.
  package func taking(_ others: Bookmarks, since former: Bookmarks) -> Bookmarks {
    let kept = latents.filter { others.latents.contains($0) || !former.latents.contains($0) }
    let marked = others.latents.filter { !former.latents.contains($0) && !kept.contains($0) }
    return Bookmarks(kept + marked)
  }
}
