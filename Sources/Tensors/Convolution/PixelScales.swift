/// A factor for each pixel of a map, which brings its feature vector to unit mean square.
///
/// Progressive GAN's PixelNorm: 1 / √(mean of squares + 10⁻⁸). Each pixel has its own, so that they
/// are recomputed only where features changed.
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

  /// Where factors lie, one number a pixel; valid while these scales are.
  var factors: FeatureMap.Pixels {
    unsafe FeatureMap.Pixels(start: buffer.start, height: height, width: width, stride: 1)
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
      var squares = SIMD16<Float>.zero
      for vector in 0..<map.pixelStride / VectorLayout.width {
        let features = unsafe UnsafeRawPointer(pixel + vector * VectorLayout.width).load(
          as: SIMD16<Float>.self)
        squares.addProduct(features, features)
      }
      unsafe factors.at(image, row, column).pointee = Self.factor(squares, units: map.units)
    }
  }

  /// The factor of a pixel, from the sums of its features' squares, vector by vector.
  @inline(__always)
  static func factor(_ squares: SIMD16<Float>, units: Int) -> Float {
    1 / (squares.sum() / Float(units) + epsilon).squareRoot()
  }
}
