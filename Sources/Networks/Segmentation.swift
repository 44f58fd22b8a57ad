package import Tensors
package import Units

/// What a segmenter made of a picture.
package struct Segmentation: Sendable {
  /// For each concept and pixel a number before softmax: the larger, the more likely; concepts×H×W.
  package let scores: Tensor
  /// The features asked for, C×H×W.
  package let retained: [LayerName: Tensor]

  package init(scores: Tensor, retained: [LayerName: Tensor]) {
    self.scores = scores
    self.retained = retained
  }

  /// How likely each concept is at each pixel, concepts×H×W; those of a pixel add up to 1.
  package var probabilities: Tensor {
    let concepts = scores.shape.extents[0]
    let pixels = scores.shape.count / concepts
    var result = scores
    var pixel = [Float](repeating: 0, count: concepts)
    for index in 0..<pixels {
      for concept in 0..<concepts { pixel[concept] = scores.elements[concept * pixels + index] }
      let likely = Classification.softmax(pixel)
      for concept in 0..<concepts { result.elements[concept * pixels + index] = likely[concept] }
    }
    return result
  }

  /// The likeliest concept of every pixel, on a grid of any size over the same picture.
  package func labels(on grid: Grid) -> LabelMap {
    LabelMap(
      grid: grid, numbers: LabelInterpolation(scores, on: grid).labels(inRows: 0..<grid.height))
  }
}
