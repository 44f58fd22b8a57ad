package import Tensors
package import Units

/// What a generator made of a latent.
package struct Rendering: Sendable {
  /// C×H×W, about -1...1; not clamped, because the published networks do not clamp either.
  package let picture: Tensor
  /// The features asked for, as they were before any intervention at their own layer.
  package let retained: [LayerName: Tensor]

  /// Makes a rendering, as a generator does.
  package init(picture: Tensor, retained: [LayerName: Tensor]) {
    self.picture = picture
    self.retained = retained
  }
}
