import CVectors

/// What all operations do: look at pixels, with all workers.
extension FeatureMap {
  /// Floats that one thread has written before another has begun.
  private static let littleWork = 1 << 15

  /// Shares the rows of a region among the workers.
  ///
  /// - Parameters:
  ///   - region: Pixels of the map.
  ///   - chosen: The images; nil for all.
  ///   - weight: How much longer a float takes than to be copied.
  ///   - body: Is given each row's image and number.
  @inline(__always)
  func forEachRow(
    of region: PixelRegion, images chosen: Range<Int>? = nil, weighing weight: Int = 1,
    _ body: (_ image: Int, _ row: Int) -> Void
  ) {
    let chosen = chosen ?? 0..<images
    let rows = chosen.count * region.rows.count
    let isLittle = chosen.count * region.count * pixelStride * weight < Self.littleWork
    let tasks = isLittle ? min(rows, 1) : min(rows, 4 * Workers.count)
    Workers.run(tasks) { task, _ in
      for index in rows * task / tasks..<rows * (task + 1) / tasks {
        let (image, row) = index.quotientAndRemainder(dividingBy: region.rows.count)
        body(chosen.lowerBound + image, region.rows.lowerBound + row)
      }
    }
  }

  /// Shares the pixels of a region among the workers, row by row.
  ///
  /// The body must refer to no object, such as a map: counting references from two cores takes longer
  /// than a pixel. `Pixels` are addresses.
  ///
  /// - Parameters:
  ///   - region: Pixels of the map.
  ///   - chosen: The images; nil for all.
  ///   - weight: How much longer a float takes than to be copied.
  ///   - body: Is given each pixel's image, row and column, and where its units begin.
  @inline(__always)
  func forEachPixel(
    of region: PixelRegion, images chosen: Range<Int>? = nil, weighing weight: Int = 1,
    _ body: (_ image: Int, _ row: Int, _ column: Int, _ pixel: UnsafeMutablePointer<Float>) -> Void
  ) {
    let pixels = unsafe pixels
    forEachRow(of: region, images: chosen, weighing: weight) { image, row in
      var pixel = unsafe pixels.at(image, row, region.columns.lowerBound)
      for column in region.columns {
        unsafe body(image, row, column, pixel)
        unsafe pixel += pixels.stride
      }
    }
    withExtendedLifetime(self) {}
  }
}
