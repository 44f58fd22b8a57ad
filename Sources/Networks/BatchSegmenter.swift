package import Tensors
package import Units

/// Segments many pictures, one after another, in memory that it keeps.
///
/// It belongs to one thread at a time; workers of its own share each layer.
package final class BatchSegmenter {
  package let segmenter: Segmenter
  private let runner: GraphRunner

  /// Prepares memory for the features of all layers.
  package init(_ segmenter: Segmenter) {
    self.segmenter = segmenter
    runner = GraphRunner(segmenter.graph)
  }

  /// What the last picture took.
  package var work: RunningWork { runner.work }

  /// Runs all layers on one picture.
  ///
  /// - Parameters:
  ///   - picture: 3×H×W in -1...1.
  ///   - interventions: Changes to features; those at the same layer apply one after another.
  ///   - retaining: Layers whose features are wanted, as they were before any change there.
  ///   - isCancelled: Asked before each step.
  /// - Returns: The scores and the retained features, or `nil` when cancelled.
  /// - Throws: `NetworkError.notFinite`, if a score is no number that can be compared.
  /// - Precondition: As for `Segmenter.segment`.
  package func segment(
    _ picture: Tensor, interventions: [Intervention] = [], retaining: Set<LayerName> = [],
    isCancelled: () -> Bool = { false }
  ) throws(NetworkError) -> Segmentation? {
    segmenter.expectSound(interventions, retaining)
    runner.read([picture])
    guard runner.run(interventions: interventions, isCancelled: isCancelled) else { return nil }
    let scores = runner.output.tensor()
    try scores.expectFinite(from: segmenter.outputName)
    return Segmentation(scores: scores, retained: runner.features(of: retaining))
  }

  /// The likeliest concept of every pixel of a picture, on a grid of any size over it.
  ///
  /// - Parameters:
  ///   - picture: 3×H×W in -1...1, of the segmenter's size.
  ///   - grid: The size of the map; one of the segmenter's size or half of it takes least time.
  ///   - reusing: Whether what the picture has in common with the last one is not computed again. Then
  ///     scores are rounded otherwise than alone: where two differ by less than 1e-5 of their size, the
  ///     label may be the other one's.
  ///   - isCancelled: Asked before each step.
  /// - Returns: The map that `Segmentation.labels(on:)` gives, or `nil` when cancelled.
  /// - Throws: `NetworkError.notFinite`, if a score is no number that can be compared.
  package func labels(
    of picture: Tensor, on grid: Grid, reusing: Bool = false,
    isCancelled: () -> Bool = { false }
  ) throws(NetworkError) -> LabelMap? {
    if reusing { runner.readChanges(picture) } else { runner.read([picture]) }
    guard runner.run(isCancelled: isCancelled) else { return nil }
    let output = runner.output
    if !output.isFinite { try output.tensor().expectFinite(from: segmenter.outputName) }
    let size = segmenter.pictureSize
    if size == grid { return LabelMap(grid: grid, numbers: output.largestUnits()) }
    if size == Grid(height: 2 * grid.height, width: 2 * grid.width) {
      return LabelMap(grid: grid, numbers: output.largestUnitsOfPairs())
    }
    return Segmentation(scores: output.tensor(), retained: [:]).labels(on: grid)
  }

  /// The concept of every pixel of each picture.
  ///
  /// - Parameter pictures: 3×H×W in -1...1, all of the segmenter's size.
  /// - Returns: One map a picture.
  /// - Throws: `NetworkError.notFinite`, if a score is no number that can be compared.
  package func labels(of pictures: [Tensor]) throws(NetworkError) -> [LabelMap] {
    var maps: [LabelMap] = []
    for picture in pictures {
      runner.read([picture])
      _ = runner.run()
      let output = runner.output
      if !output.isFinite { try output.tensor().expectFinite(from: segmenter.outputName) }
      maps.append(LabelMap(grid: segmenter.pictureSize, numbers: output.largestUnits()))
    }
    return maps
  }
}

extension Segmenter {
  /// Runs all layers on one picture; who has many keeps a `BatchSegmenter`.
  ///
  /// - Parameters:
  ///   - picture: 3×H×W in -1...1.
  ///   - interventions: Changes to features; those at the same layer apply one after another.
  ///   - retaining: Layers whose features are wanted, as they were before any change there.
  ///   - isCancelled: Asked before each layer.
  /// - Returns: The scores and the retained features, or `nil` when cancelled.
  /// - Throws: `NetworkError.notFinite`, if a score is no number that can be compared.
  /// - Precondition: The picture has `pictureSize`, the layers retained exist, and `validate(_:)` accepts
  ///   every intervention.
  package func segment(
    _ picture: Tensor, interventions: [Intervention] = [], retaining: Set<LayerName> = [],
    isCancelled: () -> Bool = { false }
  ) throws(NetworkError) -> Segmentation? {
    try BatchSegmenter(self).segment(
      picture, interventions: interventions, retaining: retaining, isCancelled: isCancelled)
  }

  /// The concept of every pixel of each picture.
  ///
  /// - Parameter pictures: 3×H×W in -1...1, all of `pictureSize`.
  /// - Returns: One map a picture.
  /// - Throws: `NetworkError.notFinite`, if a score is no number that can be compared.
  package func labels(of pictures: [Tensor]) throws(NetworkError) -> [LabelMap] {
    try BatchSegmenter(self).labels(of: pictures)
  }
}
