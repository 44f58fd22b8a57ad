package import Units

/// What a small picture shows.
package enum ThumbnailSubject: Hashable, Sendable {
  /// The generator's picture, without edits.
  case picture(Latent)
  /// The picture of a session in a file, as a person types its path.
  case file(String)
}
