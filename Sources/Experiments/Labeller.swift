import Networks
import Tensors
package import Units

/// Names the concept of each pixel of specimens, by a segmenter.
///
/// It belongs to one thread at a time; workers of its own share each layer.
package final class Labeller {
  private let segmenter: BatchSegmenter
  private let grid: Grid

  /// Prepares memory.
  ///
  /// - Parameters:
  ///   - source: The segmenter.
  ///   - grid: The size of the label maps.
  package init(_ source: LabelSource, grid: Grid = DissectionPlan.labelGrid) {
    segmenter = BatchSegmenter(source.segmenter)
    self.grid = grid
  }

  /// The concept of each pixel of a picture.
  ///
  /// - Parameters:
  ///   - specimen: The picture.
  ///   - reusing: Whether what it has in common with the last one is not computed again, as
  ///     `BatchSegmenter` says.
  ///   - isCancelled: Asked before each layer.
  /// - Returns: The labels on the label grid, or nil when cancelled.
  /// - Throws: `DissectionError.notFinite`, if the scores are no numbers that can be compared.
  package func labels(
    of specimen: Specimen, reusing: Bool = false, isCancelled: () -> Bool = { false }
  ) throws(DissectionError) -> LabelMap? {
    do {
      return try segmenter.labels(
        of: specimen.picture.resized(to: segmenter.segmenter.pictureSize), on: grid,
        reusing: reusing, isCancelled: isCancelled)
    } catch {
      throw .notFinite(picture: "picture \(specimen.number)", "\(error)")
    }
  }

  /// How sure the segmenter is, on the mean over all pixels, of the concept that it names, 0 to 1.
  package func confidence(in specimen: Specimen) throws(DissectionError) -> Double {
    let probabilities: Tensor
    do {
      guard
        let found = try segmenter.segment(
          specimen.picture.resized(to: segmenter.segmenter.pictureSize))
      else { preconditionFailure("a run ended that nobody cancelled") }
      probabilities = found.probabilities
    } catch {
      throw .notFinite(picture: "picture \(specimen.number)", "\(error)")
    }
    let pixels = probabilities.shape.count / probabilities.shape.extents[0]
    var sum = 0.0
    for pixel in 0..<pixels {
      var best: Float = 0
      for index in stride(from: pixel, to: probabilities.shape.count, by: pixels) {
        best = max(best, probabilities.elements[index])
      }
      sum += Double(best)
    }
    return sum / Double(pixels)
  }
}
