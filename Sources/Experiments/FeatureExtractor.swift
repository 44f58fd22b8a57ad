import Networks
package import Tensors
package import Units

/// Describes pictures by what the coarsest layer of a segmenter sees in them.
///
/// A picture becomes the mean of each unit over the layer's cells, as FID takes the means of Inception's
/// last feature maps (Heusel et al. 2017). It belongs to one thread at a time.
package final class FeatureExtractor {
  /// The segmenter's layer.
  package let layer: LayerSummary
  private let pictureSize: Grid
  private let runner: GraphRunner

  /// Prepares memory for the layers up to the coarsest one.
  package init(_ labels: LabelSource) {
    let segmenter = labels.segmenter
    let smallest = segmenter.layers.map(\.grid.count).min()
    guard let coarsest = segmenter.layers.last(where: { $0.grid.count == smallest }),
      let place = segmenter.graph.place(of: coarsest.name)
    else { preconditionFailure("a segmenter without layers") }
    layer = coarsest
    pictureSize = segmenter.pictureSize
    runner = GraphRunner(segmenter.graph.part(through: place))
  }

  /// The means of the layer's units over a picture, 3×H×W in -1...1 of any size.
  package func features(of picture: Tensor) -> [Float] {
    runner.read([picture.resized(to: pictureSize)])
    _ = runner.run()
    let found = runner.output.tensor()
    let cells = layer.grid.count
    return (0..<layer.units).map { unit in
      let sum = found.elements[unit * cells..<(unit + 1) * cells].reduce(0) { $0 + Double($1) }
      return Float(sum / Double(cells))
    }
  }
}
