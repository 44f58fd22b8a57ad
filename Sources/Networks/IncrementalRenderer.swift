package import Tensors
package import Units

/// Renders pictures of one generator, each time computing only what has changed.
///
/// It belongs to one thread at a time; workers of its own share each layer.
package final class IncrementalRenderer {
  private let generator: Generator
  private let runner: GraphRunner
  /// The last layer's features in the layout of a picture.
  private var picture: Tensor
  private var latent: [Float]?

  /// Prepares memory for the features of all layers.
  package init(_ generator: Generator) {
    self.generator = generator
    runner = GraphRunner(generator.graph)
    picture = runner.output.tensor()
  }

  /// What the last render took.
  package var work: RunningWork { runner.work }

  /// Makes a picture, reusing what the last one had in common with it.
  ///
  /// - Parameters:
  ///   - latent: The input, as `Latent.values` gives it.
  ///   - interventions: Changes to features; those at the same layer apply one after another.
  ///   - retaining: Layers whose features are wanted, as they were before any change there.
  ///   - isCancelled: Asked before each layer.
  /// - Returns: The picture and the retained features, or `nil` when cancelled; what was computed
  ///   until then is kept.
  /// - Throws: `NetworkError.notFinite`, if the picture has numbers that are no colours.
  /// - Precondition: As for `Generator.render`.
  package func render(
    _ latent: [Float], interventions: [Intervention] = [], retaining: Set<LayerName> = [],
    isCancelled: () -> Bool = { false }
  ) throws(NetworkError) -> Rendering? {
    generator.expectSound(interventions, retaining)
    if self.latent != latent {
      runner.read([generator.pixel(latent)])
      self.latent = latent
    }
    guard runner.run(interventions: interventions, isCancelled: isCancelled) else { return nil }
    runner.output.read(runner.changedOutput, into: &picture)
    try picture.expectFinite(from: generator.outputName)
    return Rendering(picture: picture, retained: runner.features(of: retaining))
  }

  /// The features of a layer in the last picture, with every intervention.
  ///
  /// - Precondition: The layer exists.
  package func features(of name: LayerName) -> Tensor { runner.editedFeatures(of: name) }
}

extension Generator {
  /// Runs all layers once; who renders again and again keeps an `IncrementalRenderer`.
  ///
  /// - Parameters:
  ///   - latent: The input, as `Latent.values` gives it.
  ///   - interventions: Changes to features; those at the same layer apply one after another.
  ///   - retaining: Layers whose features are wanted, as they were before any change there.
  ///   - isCancelled: Asked before each layer.
  /// - Returns: The picture and the retained features, or `nil` when cancelled.
  /// - Throws: `NetworkError.notFinite`, if the picture has numbers that are no colours.
  /// - Precondition: The latent has `latentSize` values, the layers retained exist, and
  ///   `validate(_:)` accepts every intervention.
  package func render(
    _ latent: [Float], interventions: [Intervention] = [], retaining: Set<LayerName> = [],
    isCancelled: () -> Bool = { false }
  ) throws(NetworkError) -> Rendering? {
    try IncrementalRenderer(self).render(
      latent, interventions: interventions, retaining: retaining, isCancelled: isCancelled)
  }
}
