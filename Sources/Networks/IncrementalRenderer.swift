import Tensors
package import Units

/// Renders pictures of one generator, each time computing only what has changed.
///
/// The features of every layer are kept. A stroke changes some cells of one layer; of each later
/// layer only the pixels are computed anew that see a changed one (Li et al. 2022, SIGE, for
/// convolutions; per-pixel normalization adds none). The result equals a full render's within 1e-5 of
/// its features' size: what a pixel does not depend on cancels out in its tile only up to rounding.
///
/// A renderer belongs to one thread at a time; workers of its own share each layer.
package final class IncrementalRenderer {
  private let generator: Generator
  private let input: FeatureMap
  private var layers: [RenderedLayer]
  private let scratch = Scratch()
  /// The last layer's features in the layout of a picture.
  private var picture: Tensor
  private var latent: [Float]?
  /// What the last render took.
  package private(set) var work = RenderingWork(executedFlop: 0, share: 0)

  /// Prepares memory for the features of all layers.
  package init(_ generator: Generator) {
    self.generator = generator
    input = FeatureMap(height: 1, width: 1, units: generator.latentSize)
    layers = generator.stack.enumerated().map { index, layer in
      RenderedLayer(layer, next: generator.stack.dropFirst(index + 1).first)
    }
    let summary = generator.stack[generator.stack.count - 1].summary
    let shape = Shape(summary.units, summary.grid.height, summary.grid.width)
    picture = Tensor(shape: shape, elements: [Float](repeating: 0, count: shape.count))
  }

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
    expectSound(latent, interventions, retaining)
    if self.latent != latent {
      input.write(Tensor(shape: Shape(latent.count, 1, 1), elements: latent))
      self.latent = latent
      layers[0].isOutdated = input.region
    }
    var flop = 0.0
    var fullFlop = 0.0
    var changed = PixelRegion.none
    let latentScales =
      generator.stack[0].normalizesPixels
      ? PixelScales(height: 1, width: 1) : nil
    latentScales?.measure(input.region, of: input)
    for (index, layer) in generator.stack.enumerated() {
      layers[index].isOutdated = layers[index].isOutdated.union(changed)
      if isCancelled() { return nil }
      let plan = layer.convolution
      let region = plan.affected(by: layers[index].isOutdated)
      let source = index == 0 ? input : layers[index - 1].current
      let scales = index == 0 ? latentScales : layers[index - 1].scales
      plan.write(
        region, of: layers[index].plain, from: source, scaledBy: scales,
        measuring: layers[index].scales, scratch: scratch)
      layers[index].isOutdated = .none
      changed = layers[index].finish(
        region, interventions.filter { $0.layer == layer.name })
      flop += region.isEmpty ? 0 : plan.flop(of: region)
      fullFlop += plan.flop(of: layers[index].plain.region)
    }
    layers[layers.count - 1].current.read(changed, into: &picture)
    work = RenderingWork(executedFlop: flop, share: flop / fullFlop)
    try picture.expectFinite(from: generator.layers[layers.count - 1].name)
    var retained: [LayerName: Tensor] = [:]
    for (index, layer) in generator.stack.enumerated() where retaining.contains(layer.name) {
      retained[layer.name] = layers[index].plain.tensor()
    }
    return Rendering(picture: picture, retained: retained)
  }

  private func expectSound(
    _ latent: [Float], _ interventions: [Intervention], _ retaining: Set<LayerName>
  ) {
    let count = generator.latentSize
    precondition(latent.count == count, "a latent of \(latent.count) values, expected \(count)")
    for name in retaining {
      precondition(generator.layer(name) != nil, "no layer '\(name)' to retain")
    }
    for intervention in interventions {
      do { try generator.validate(intervention) } catch { preconditionFailure(error.description) }
    }
  }
}

/// What a render took.
package struct RenderingWork: Equatable, Sendable {
  /// Multiplications and additions of the convolutions.
  package let executedFlop: Double
  /// The part of a full render's; 1 where nothing could be reused.
  package let share: Double

  package init(executedFlop: Double, share: Double) {
    self.executedFlop = executedFlop
    self.share = share
  }
}
