package import Tensors
package import Units

/// Segments many pictures, one after another, in memory that it keeps.
///
/// It belongs to one thread at a time; workers of its own share each layer.
package final class BatchSegmenter {
  package let segmenter: Segmenter
  private let picture: FeatureMap
  /// What each layer makes.
  private let outputs: [FeatureMap]
  /// What each layer reads that is no other layer's output as it is.
  private let inputs: [FeatureMap?]
  private let scratch = Scratch()

  /// Prepares memory for the features of all layers.
  package init(_ segmenter: Segmenter) {
    self.segmenter = segmenter
    let size = segmenter.pictureSize
    picture = FeatureMap(
      height: size.height, width: size.width, units: Segmenter.pictureChannels)
    outputs = segmenter.stack.map { layer in
      let summary = layer.summary
      return FeatureMap(
        height: summary.grid.height, width: summary.grid.width, units: summary.units)
    }
    inputs = segmenter.stack.map { layer in
      switch layer.source {
      case .picture, .previous: return nil
      case .halved, .joined:
        let shape = layer.convolution.shape
        return FeatureMap(height: shape.grid.height, width: shape.grid.width, units: shape.inputs)
      }
    }
  }

  /// Runs all layers on one picture.
  ///
  /// - Parameters:
  ///   - picture: 3×H×W in -1...1.
  ///   - retaining: Layers whose features are wanted.
  ///   - isCancelled: Asked before each layer.
  /// - Returns: The scores and the retained features, or `nil` when cancelled.
  /// - Throws: `NetworkError.notFinite`, if a score is no number that can be compared.
  /// - Precondition: The picture has the segmenter's size, and the layers retained exist.
  package func segment(
    _ picture: Tensor, retaining: Set<LayerName> = [], isCancelled: () -> Bool = { false }
  ) throws(NetworkError) -> Segmentation? {
    for name in retaining {
      precondition(segmenter.layer(name) != nil, "no layer '\(name)' to retain")
    }
    guard run(picture, isCancelled: isCancelled) else { return nil }
    var retained: [LayerName: Tensor] = [:]
    for (layer, output) in zip(segmenter.stack, outputs) {
      for name in layer.names where retaining.contains(name) { retained[name] = output.tensor() }
    }
    let scores = outputs[outputs.count - 1].tensor()
    try scores.expectFinite(from: segmenter.layers[segmenter.layers.count - 1].name)
    return Segmentation(scores: scores, retained: retained)
  }

  /// The concept of every pixel of each picture.
  ///
  /// - Parameter pictures: 3×H×W in -1...1, all of the segmenter's size.
  /// - Returns: One map a picture.
  /// - Throws: `NetworkError.notFinite`, if a score is no number that can be compared.
  package func labels(of pictures: [Tensor]) throws(NetworkError) -> [LabelMap] {
    let output = outputs[outputs.count - 1]
    var maps: [LabelMap] = []
    for picture in pictures {
      _ = run(picture, isCancelled: { false })
      if !output.isFinite {
        try output.tensor().expectFinite(from: segmenter.layers[segmenter.layers.count - 1].name)
      }
      maps.append(LabelMap(grid: segmenter.pictureSize, numbers: output.largestUnits()))
    }
    return maps
  }

  /// Brings all features up to date; false when cancelled.
  private func run(_ picture: Tensor, isCancelled: () -> Bool) -> Bool {
    self.picture.write(picture)
    var previous = self.picture
    for (index, layer) in segmenter.stack.enumerated() {
      if isCancelled() { return false }
      let input = inputs[index] ?? previous
      switch layer.source {
      case .picture, .previous: break
      case .halved: input.write(halving: previous)
      case .joined(let scale):
        input.write(doubling: previous, beside: outputs[segmenter.finalLayer(ofScale: scale)])
      }
      let output = outputs[index]
      layer.convolution.write(output.region, of: output, from: input, scratch: scratch)
      previous = output
    }
    return true
  }
}
