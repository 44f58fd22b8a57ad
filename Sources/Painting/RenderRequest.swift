package import Pictures
package import Units

/// The picture that the painter asks for.
package struct RenderRequest: Sendable {
  package let session: Session
  /// Counts the painter's requests, so that it knows whether a picture is the newest.
  package let number: Int
  /// Whether the activations of the session's layer are wanted too.
  package let measures: Bool

  package init(session: Session, number: Int, measures: Bool = false) {
    self.session = session
    self.number = number
    self.measures = measures
  }
}

/// A finished picture, with its request and what it cost.
package struct RenderedPicture: Sendable {
  package let request: RenderRequest
  package let picture: Picture
  /// The same latent without any edit.
  package let original: Picture
  /// The features of the session's layer that the picture was made of, after every edit.
  package let features: LayerFeatures
  /// Those that the original was made of.
  package let originalFeatures: LayerFeatures
  package let duration: Duration
  /// The share of a full render's products that was computed for it; the rest was kept from before.
  package let share: Double

  package init(
    request: RenderRequest, picture: Picture, original: Picture, features: LayerFeatures,
    originalFeatures: LayerFeatures, duration: Duration, share: Double
  ) {
    self.request = request
    self.picture = picture
    self.original = original
    self.features = features
    self.originalFeatures = originalFeatures
    self.duration = duration
    self.share = share
  }
}
