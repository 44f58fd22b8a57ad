package import Tensors

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
  ///
  /// Scores are linear between the middles of their pixels, and constant beyond the outermost, so
  /// that on a finer grid the edges of concepts stay smooth.
  ///
  /// - Precondition: There are at most 256 concepts.
  /// - Complexity: O(concepts · cells), shared by all workers.
  package func labels(on grid: Grid) -> ConceptMap {
    let extents = scores.shape.extents
    precondition(extents[0] <= Segmenter.conceptLimit, "\(extents[0]) concepts as bytes")
    let rows = LinearAxis(from: extents[1], to: grid.height)
    let columns = LinearAxis(from: extents[2], to: grid.width)
    var numbers = [UInt8](repeating: 0, count: grid.count)
    unsafe numbers.withUnsafeMutableBufferPointer { numbers in
      nonisolated(unsafe) let numbers = unsafe numbers
      let tasks = min(grid.height, 4 * Workers.count)
      Workers.run(tasks) { task, _ in
        for row in grid.height * task / tasks..<grid.height * (task + 1) / tasks {
          let labels = labels(inRow: row, rows, columns)
          for column in labels.indices {
            unsafe numbers[row * grid.width + column] = labels[column]
          }
        }
      }
    }
    return ConceptMap(grid: grid, numbers: numbers)
  }

  private func labels(inRow row: Int, _ rows: LinearAxis, _ columns: LinearAxis) -> [UInt8] {
    let extents = scores.shape.extents
    let width = extents[2]
    let elements = scores.elements.span
    let (upper, lower, share) = (rows.lefts[row], rows.rights[row], rows.shares[row])
    var blended = [Float](repeating: 0, count: width)
    var largest = [Float](repeating: -.infinity, count: columns.lefts.count)
    var numbers = [UInt8](repeating: 0, count: columns.lefts.count)
    for concept in 0..<extents[0] {
      let start = concept * extents[1] * width
      for column in 0..<width {
        blended[column] =
          (1 - share) * elements[start + upper * width + column]
          + share * elements[start + lower * width + column]
      }
      for column in numbers.indices {
        let share = columns.shares[column]
        let score =
          (1 - share) * blended[columns.lefts[column]] + share * blended[columns.rights[column]]
        if score > largest[column] {
          largest[column] = score
          numbers[column] = UInt8(truncatingIfNeeded: concept)
        }
      }
    }
    return numbers
  }
}

/// Which two old positions make each new one along an axis, and how.
private struct LinearAxis {
  private(set) var lefts: [Int] = []
  private(set) var rights: [Int] = []
  /// What the right one counts; the left one counts the rest.
  private(set) var shares: [Float] = []

  init(from old: Int, to new: Int) {
    for position in 0..<new {
      let place = (Double(position) + 0.5) * Double(old) / Double(new) - 0.5
      let inside = min(max(place, 0), Double(old - 1))
      lefts.append(Int(inside))
      rights.append(min(Int(inside) + 1, old - 1))
      shares.append(Float(inside - inside.rounded(.down)))
    }
  }
}
