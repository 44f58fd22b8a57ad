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

  /// Turns the gradient of scaled features into that of the features, in place.
  ///
  /// Each feature counts in its own product, and in the factor of its pixel: for a factor s and N units,
  /// s·g − s³·x·(Σ g·x)/N.
  func multiplyGradient(_ gradient: FeatureMap, of features: FeatureMap) {
    let (source, factors) = unsafe (features.pixels, self.factors)
    let units = Float(features.units)
    unsafe gradient.forEachPixel(of: gradient.region, weighing: 2) { image, row, column, pixel in
      let x = unsafe source.at(image, row, column)
      let factor = unsafe factors.at(image, row, column).pointee
      var products = SIMD16<Float>.zero
      for start in unsafe stride(from: 0, to: source.stride, by: VectorLayout.width) {
        unsafe products.addProduct(FeatureMap.load(pixel + start), FeatureMap.load(x + start))
      }
      let share = factor * factor * products.sum() / units
      for start in unsafe stride(from: 0, to: source.stride, by: VectorLayout.width) {
        let difference = unsafe FeatureMap.load(pixel + start) - share * FeatureMap.load(x + start)
        unsafe FeatureMap.store(factor * difference, pixel + start)
      }
    }
    withExtendedLifetime((features, self)) {}
  }
}
