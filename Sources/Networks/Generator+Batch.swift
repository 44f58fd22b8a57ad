package import Tensors

extension Generator {
  /// The pictures of several latents, for which small maps are computed together.
  ///
  /// A layer of few pixels takes as long for one image as for several, because reading its weights
  /// takes longer than the products; a layer of many pixels gains nothing, and goes image by image.
  ///
  /// - Returns: One C×H×W tensor a latent.
  package func pictures(of latents: [[Float]]) -> [Tensor] {
    features(of: layers[layers.count - 1].name, latents) ?? []
  }

  /// Runs as far as one layer, for several latents.
  ///
  /// - Parameters:
  ///   - name: The layer.
  ///   - latents: As `Latent.rows` gives them.
  ///   - isCancelled: Asked before each layer.
  /// - Returns: That layer's features, one C×H×W tensor a latent, or `nil` when cancelled.
  /// - Precondition: The latents have `latentSize` values and the layer exists.
  package func features(
    of name: LayerName, _ latents: [[Float]], isCancelled: () -> Bool = { false }
  ) -> [Tensor]? {
    guard let end = stack.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("no layer '\(name)'")
    }
    var pixels: [Tensor] = []
    for latent in latents {
      precondition(
        latent.count == latentSize, "a latent of \(latent.count) values, expected \(latentSize)")
      pixels.append(Tensor(shape: Shape(latentSize, 1, 1), elements: latent))
    }
    let scratch = Scratch()
    var features = FeatureMap(pixels)
    var index = 0
    while index <= end, stack[index].summary.grid.count <= Self.sharedPixels {
      guard !isCancelled() else { return nil }
      features = output(of: stack[index], features, scratch)
      index += 1
    }
    var results: [Tensor] = []
    for image in 0..<latents.count {
      var single = index > end ? features : FeatureMap([features.tensor(image: image)])
      for layer in stack[index..<end + 1] {
        guard !isCancelled() else { return nil }
        single = output(of: layer, single, scratch)
      }
      results.append(index > end ? features.tensor(image: image) : single.tensor())
    }
    return results
  }

  /// Layers of so many pixels an image are computed for all images together.
  private static let sharedPixels = 32 * 32

  private func output(
    of layer: GeneratorLayer, _ input: FeatureMap, _ scratch: Scratch
  ) -> FeatureMap {
    let summary = layer.summary
    let output = FeatureMap(
      images: input.images, height: summary.grid.height, width: summary.grid.width,
      units: summary.units)
    var scales: PixelScales?
    if layer.normalizesPixels {
      let measured = PixelScales(
        images: input.images, height: input.height, width: input.width)
      measured.measure(input.region, of: input)
      scales = measured
    }
    layer.convolution.write(
      output.region, of: output, from: input, scaledBy: scales, scratch: scratch)
    return output
  }
}
