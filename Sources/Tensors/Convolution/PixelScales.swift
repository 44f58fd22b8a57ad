import CVectors

/// A factor for each pixel of a map, which brings its feature vector to unit mean square.
///
/// Progressive GAN's PixelNorm: 1 / √(mean of squares + 10⁻⁸). Each pixel has its own, so that they
/// are recomputed only where features changed.
package final class PixelScales: Sendable {
  private let buffer: FloatBuffer

  package init(images: Int = 1, height: Int, width: Int) {
    buffer = FloatBuffer(count: images * height * width)
  }

  /// Where factors lie, one number a pixel, of all images'; valid while these scales are.
  var factors: UnsafeMutablePointer<Float> { unsafe buffer.start }

  /// Computes the factors of a region of a map, of every image.
  package func measure(_ region: PixelRegion, of map: FeatureMap) {
    let (pixels, factors, units) = unsafe (map.pixels, factors, map.units)
    unsafe map.forEachPixel(of: region) { image, row, column, pixel in
      unsafe factors[pixels.index(image, row, column)] = Processor.kernels.pixel_factor(
        pixel, pixels.stride, units)
    }
    withExtendedLifetime(self) {}
  }

  /// Turns the gradient of scaled features into that of the features, in place.
  func multiplyGradient(_ gradient: FeatureMap, of features: FeatureMap) {
    let (source, factors, units) = unsafe (features.pixels, factors, features.units)
    unsafe gradient.forEachPixel(of: gradient.region, weighing: 2) { image, row, column, pixel in
      let place = unsafe source.index(image, row, column)
      unsafe Processor.kernels.scale_gradient(
        pixel, source.at(image, row, column), factors[place], source.stride, units)
    }
    withExtendedLifetime((features, self)) {}
  }
}
