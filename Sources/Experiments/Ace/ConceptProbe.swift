package import Networks
package import Tensors
package import Units

/// Looks for a concept in the pictures of a generator, and goes back from there to the units of a layer.
///
/// It belongs to one thread at a time; workers of its own share each layer.
package final class ConceptProbe {
  package let layer: LayerSummary
  /// The concept's number among those of the segmenter.
  package let concept: Int
  private let generator: GraphGradient
  private let segmenter: GraphGradient
  /// The size of the picture before it was resized.
  private let pictureSize: Grid

  /// Prepares memory.
  ///
  /// - Parameters:
  ///   - generator: What makes the pictures.
  ///   - segmenter: What tells how likely the concept is.
  ///   - layer: A layer of the generator.
  ///   - concept: A concept of the segmenter, by its number.
  package init(
    _ generator: Generator, _ segmenter: Segmenter, layer: LayerSummary, concept: Int
  ) {
    guard let place = generator.graph.place(of: layer.name) else {
      preconditionFailure("no layer '\(layer.name)'")
    }
    precondition(segmenter.concepts.indices.contains(concept), "no concept \(concept)")
    self.layer = layer
    self.concept = concept
    self.generator = GraphGradient(generator.graph, to: place)
    self.segmenter = GraphGradient(segmenter.graph, to: .input)
    pictureSize = generator.pictureSize
  }

  /// Makes a picture and looks at it.
  ///
  /// - Parameters:
  ///   - latent: Of the generator's size.
  ///   - interventions: Changes at the layer.
  ///   - isCancelled: Asked before each layer.
  /// - Returns: False when cancelled.
  /// - Throws: `DissectionError.notFinite`, where colours or scores are no finite numbers.
  package func look(
    at latent: [Float], _ interventions: [Intervention] = [], isCancelled: () -> Bool = { false }
  ) throws(DissectionError) -> Bool {
    let input = Tensor(shape: Shape(latent.count, 1, 1), elements: latent)
    guard generator.run(input, interventions: interventions, isCancelled: isCancelled) else {
      return false
    }
    let picture = generator.output.tensor().coloured.resized(to: segmenter.graph.input.grid)
    guard segmenter.run(picture, isCancelled: isCancelled) else { return false }
    guard generator.output.isFinite, segmenter.output.isFinite else {
      throw .notFinite(picture: "a picture", "colours or scores are no finite numbers")
    }
    return true
  }

  /// The layer's features in the last picture, before any change there, C×H×W.
  package var features: Tensor { generator.features(of: layer.name) }

  /// For each cell of the layer, the part of its pixels that show the concept in the last picture.
  package var cover: [Float] {
    let labels = segmenter.output.largestUnits()
    let width = segmenter.output.width
    return (0..<layer.grid.count).map { cell in
      let (rows, columns) = pixels(of: cell)
      let count = rows.reduce(0) { count, row in
        count + columns.count { Int(labels[row * width + $0]) == concept }
      }
      return Float(count) / Float(rows.count * columns.count)
    }
  }

  /// How likely the concept is in the last picture, on the mean over the pixels of a cell.
  package func probability(at cell: Int) -> Double {
    let (rows, columns) = pixels(of: cell)
    let scores = segmenter.output.tensor()
    var sum = 0.0
    for row in rows {
      for column in columns { sum += Double(likelihoods(scores, row, column)[concept]) }
    }
    return sum / Double(rows.count * columns.count)
  }

  /// By how much `probability(at:)` grows with each unit at the same cell, as later layers read it.
  package func gradient(at cell: Int) -> [Double] {
    let (rows, columns) = pixels(of: cell)
    let scores = segmenter.output.tensor()
    let count = Float(rows.count * columns.count)
    var gradient = Tensor(
      shape: scores.shape, elements: [Float](repeating: 0, count: scores.shape.count))
    let (height, width) = (scores.shape.extents[1], scores.shape.extents[2])
    for row in rows {
      for column in columns {
        let likely = likelihoods(scores, row, column)
        for (other, share) in likely.enumerated() {
          gradient.elements[(other * height + row) * width + column] =
            likely[concept] * ((other == concept ? 1 : 0) - share) / count
        }
      }
    }
    var colours = segmenter.gradient(from: gradient).resizingGradient(on: pictureSize)
    if generator.output.units == 1 { colours = colours.greyGradient }
    let features = generator.gradient(from: colours)
    return (0..<layer.units).map { Double(features.elements[$0 * layer.grid.count + cell]) }
  }

  /// The rows and columns of the segmenter's pixels that a cell covers, even in part.
  private func pixels(of cell: Int) -> (rows: Range<Int>, columns: Range<Int>) {
    layer.grid.pixels(of: cell, in: segmenter.graph.size(at: segmenter.graph.output).grid)
  }

  /// How likely each concept is at a pixel.
  private func likelihoods(_ scores: Tensor, _ row: Int, _ column: Int) -> [Float] {
    Classification.softmax((0..<scores.shape.extents[0]).map { scores[$0, row, column] })
  }
}

extension Tensor {
  /// The gradient of the grey picture whose copies are these three channels.
  fileprivate var greyGradient: Tensor {
    Tensor(units: 1, Grid(height: shape.extents[1], width: shape.extents[2])) { _, row, column in
      (0..<shape.extents[0]).reduce(0) { $0 + self[$1, row, column] }
    }
  }
}
