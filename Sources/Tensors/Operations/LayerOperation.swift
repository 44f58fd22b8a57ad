package import Units

/// A step of a network: from feature maps of known sizes to one feature map.
///
/// Each operation is one file with two rules, forward and region, and with its definition: the plain
/// formula that tests compare the forward rule with. A third rule, the gradient's, is in a file beside it.
package protocol LayerOperation: Sendable {
  /// The sizes of what it reads, in order.
  var inputs: [MapSize] { get }

  /// The size of what it writes.
  var output: MapSize { get }

  /// The window that moves over all that it reads alike; nil where that is no such step.
  var movingWindow: Window? { get }

  /// Whether each pixel that it reads is first scaled to unit mean square.
  var normalizesPixels: Bool { get }

  /// The pixels of the output that may change when a region of an input does.
  ///
  /// - Parameters:
  ///   - region: Pixels of the input.
  ///   - input: Which of `inputs` it is.
  /// - Returns: Pixels of the output; none for no region.
  func affected(by region: PixelRegion, ofInput input: Int) -> PixelRegion

  /// Computes a region of the output of every image; the other pixels are left alone.
  ///
  /// - Parameters:
  ///   - region: Pixels of the output.
  ///   - output: Of this operation's output size, with the scales that the next operation needs.
  ///   - inputs: Maps of this operation's input sizes, with as many images as the output.
  ///   - scratch: Memory for the workers.
  func write(
    _ region: PixelRegion, of output: MeasuredMap, from inputs: [MeasuredMap], scratch: Scratch)

  /// Computes the gradient of an input from that of the output, for one image.
  ///
  /// - Parameters:
  ///   - input: Which of `inputs` it is.
  ///   - target: Of that input's size, with whole vectors; all its units are overwritten.
  ///   - pass: The output's gradient, and the features of the run.
  func writeGradient(ofInput input: Int, to target: FeatureMap, in pass: BackwardPass)

  /// Multiplications and additions that a region of the output of one image takes.
  func flop(of region: PixelRegion) -> Double
}

extension LayerOperation {
  package var normalizesPixels: Bool { false }

  /// A single pixel, as most operations read.
  package var movingWindow: Window? { Window(side: 1, stride: 1) }

  /// Small beside those of convolutions, and not counted.
  package func flop(of region: PixelRegion) -> Double { 0 }
}

/// The size of a layer's feature maps.
package struct MapSize: Hashable, Sendable {
  package let units: Int
  package let grid: Grid

  package init(units: Int, grid: Grid) {
    precondition(units > 0, "\(units) units")
    self.units = units
    self.grid = grid
  }

  /// All pixels.
  package var region: PixelRegion {
    PixelRegion(rows: 0..<grid.height, columns: 0..<grid.width)
  }
}

extension MapSize: CustomStringConvertible {
  package var description: String { "\(units)×\(grid)" }
}
