package import Pictures
package import Tensors
package import Units

/// A picture that activates a unit, with the region where it is above its level in full light.
///
/// Outside the region the picture is at half its brightness, and the region's border, one pixel wide,
/// is yellow (PNAS 2020, `imgviz.py`).
package struct ActivatedPicture: Sendable {
  package let picture: Picture
  /// The unit's features in it, row by row on the layer's grid.
  package let features: [Float]
  package let grid: Grid
  private let alignment: GridSampling.Alignment

  package init(
    _ picture: Picture, features: [Float], grid: Grid, alignment: GridSampling.Alignment = .edges
  ) {
    precondition(features.count == grid.count, "\(features.count) features for \(grid)")
    self.picture = picture
    self.features = features
    self.grid = grid
    self.alignment = alignment
  }

  /// Takes the features of one unit out of those of its layer, C×H×W.
  package init(
    _ picture: Picture, of unit: Int, in features: Tensor,
    alignment: GridSampling.Alignment = .edges
  ) {
    let grid = Grid(height: features.shape.extents[1], width: features.shape.extents[2])
    let cells = unit * grid.count..<(unit + 1) * grid.count
    self.init(
      picture, features: Array(features.elements[cells]), grid: grid, alignment: alignment)
  }

  /// Draws the region.
  ///
  /// - Parameters:
  ///   - level: What the region exceeds.
  ///   - width: The drawing's width in pixels.
  ///   - height: Its height.
  ///   - isBordered: Whether to draw the border, which hides much of a picture of few pixels.
  /// - Returns: The picture in its new size.
  package func outlined(above level: Float, width: Int, height: Int, isBordered: Bool = true)
    -> Picture
  {
    let target = Grid(height: height, width: width)
    let sampling = GridSampling(from: grid, to: target, alignment)
    var scratch = [Float](repeating: 0, count: sampling.scratchCount)
    var pixels = [Float](repeating: 0, count: target.count)
    unsafe features.withUnsafeBufferPointer { features in
      unsafe scratch.withUnsafeMutableBufferPointer { scratch in
        unsafe pixels.withUnsafeMutableBufferPointer { pixels in
          unsafe sampling.read(features, scratch, into: pixels)
        }
      }
    }
    func isInside(_ x: Int, _ y: Int) -> Bool {
      (0..<width).contains(x) && (0..<height).contains(y) && pixels[y * width + x] > level
    }
    return Picture(width: width, height: height) { x, y in
      let colour = picture[x * picture.width / width, y * picture.height / height]
      if isInside(x, y) { return colour }
      for row in y - 1...y + 1 where isBordered {
        for column in x - 1...x + 1 where isInside(column, row) { return Pixel(255, 255, 0) }
      }
      return Pixel(colour.red / 2, colour.green / 2, colour.blue / 2)
    }
  }
}
