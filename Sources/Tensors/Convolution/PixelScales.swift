/// A factor for each pixel of a map, which brings its feature vector to unit mean square.
///
/// Progressive GAN's PixelNorm: 1 / √(mean of squares + 10⁻⁸). Each pixel has its own, so that they
/// are computed anew only where features changed.
package final class PixelScales: Sendable {
  private let height: Int
  private let width: Int
  private let buffer: FloatBuffer

  private static let epsilon: Float = 1e-8

  package init(images: Int = 1, height: Int, width: Int) {
    self.height = height
    self.width = width
    buffer = FloatBuffer(count: images * height * width)
  }

  @inline(__always)
  subscript(image: Int, row: Int, column: Int) -> Float {
    unsafe buffer.start[(image * height + row) * width + column]
  }

  /// Computes the factors of a region of a map, of every image.
  package func measure(_ region: PixelRegion, of map: FeatureMap) {
    let rows = region.rows.count
    // A row of a small map is no work for a thread.
    let isSmall = region.count * map.pixelStride < 1 << 15
    let tasks = isSmall ? 1 : min(rows, 4 * Workers.count)
    Workers.run(tasks) { task, _ in
      for image in 0..<map.images {
        for row in rows * task / tasks..<rows * (task + 1) / tasks {
          measure(region.rows.lowerBound + row, region.columns, image, map)
        }
      }
    }
  }

  private func measure(_ row: Int, _ columns: Range<Int>, _ image: Int, _ map: FeatureMap) {
    for column in columns {
      let pixel = unsafe map.pixel(image, row, column)
      var sum = SIMD16<Float>.zero
      for vector in 0..<map.pixelStride / 16 {
        let features = unsafe UnsafeRawPointer(pixel + 16 * vector).load(as: SIMD16<Float>.self)
        sum.addProduct(features, features)
      }
      let meanSquare = sum.sum() / Float(map.units)
      unsafe buffer.start[(image * height + row) * width + column] =
        1 / (meanSquare + Self.epsilon).squareRoot()
    }
  }
}
