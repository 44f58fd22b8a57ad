package import Tensors
package import Units

extension Generator {
  /// The pictures of several latents, for which small maps are computed together.
  ///
  /// A layer of few pixels takes as long for one image as for several, because reading its weights
  /// takes longer than the products; a layer of many pixels gains nothing, and goes image by image.
  ///
  /// - Returns: One C×H×W tensor a latent.
  /// - Throws: `NetworkError.notFinite`, if a picture has numbers that are no colours.
  package func pictures(of latents: [[Float]]) throws(NetworkError) -> [Tensor] {
    let name = layers[layers.count - 1].name
    let pictures = features(of: name, latents) ?? []
    for picture in pictures { try picture.expectFinite(from: name) }
    return pictures
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
    var input = MeasuredMap(FeatureMap(pixels), isNormalized: stack[0].normalizesPixels)
    input.scales?.measure(input.features.region, of: input.features)
    let shared = stack[...end].prefix { $0.summary.grid.count <= Self.sharedPixels }
    for (index, layer) in shared.enumerated() {
      guard !isCancelled() else { return nil }
      let output = measuredMap(after: index, last: end, images: latents.count)
      output.write(layer.convolution, from: input, scratch: scratch)
      input = output
    }
    guard shared.count <= end else {
      return latents.indices.map { input.features.tensor(image: $0) }
    }
    // The other layers go image by image, through the same memory.
    let start = MeasuredMap(
      input.features.emptyImage(), isNormalized: stack[shared.count].normalizesPixels)
    let maps = (shared.count...end).map { measuredMap(after: $0, last: end, images: 1) }
    var results: [Tensor] = []
    for image in latents.indices {
      start.features.copyImage(image, of: input.features)
      start.scales?.measure(start.features.region, of: start.features)
      var input = start
      for (layer, output) in zip(stack[shared.count...end], maps) {
        guard !isCancelled() else { return nil }
        output.write(layer.convolution, from: input, scratch: scratch)
        input = output
      }
      results.append(input.features.tensor())
    }
    return results
  }

  /// Layers of so many pixels an image are computed for all images together.
  private static let sharedPixels = 32 * 32

  /// Memory for a layer's output, and for what the next layer needs of it.
  private func measuredMap(after index: Int, last: Int, images: Int) -> MeasuredMap {
    let summary = stack[index].summary
    let isRead = index < last
    return MeasuredMap(
      FeatureMap(
        images: images, height: summary.grid.height, width: summary.grid.width,
        units: summary.units, isRead: isRead),
      isNormalized: isRead && stack[index + 1].normalizesPixels)
  }
}

/// Features with the scales of their pixels, if the layer that reads them normalizes.
private struct MeasuredMap {
  let features: FeatureMap
  let scales: PixelScales?

  init(_ features: FeatureMap, isNormalized: Bool) {
    self.features = features
    scales =
      isNormalized
      ? PixelScales(images: features.images, height: features.height, width: features.width)
      : nil
  }

  func write(_ convolution: ConvolutionPlan, from input: MeasuredMap, scratch: Scratch) {
    convolution.write(
      features.region, of: features, from: input.features, scaledBy: input.scales,
      measuring: scales, scratch: scratch)
  }
}
