/// A convolution of 1×1 with few outputs, such as the colours of a picture.
extension TileConvolution {
  /// Computes a region pixel by pixel: there is nothing to transform, and nothing is used twice.
  func writePixels(
    _ region: PixelRegion, of output: FeatureMap, from input: FeatureMap,
    scaledBy scales: PixelScales?
  ) {
    let rows = region.rows.count
    let tasks = min(rows * input.images, 8 * Workers.count)
    let isLittle = region.count * input.images * input.pixelStride < 1 << 17
    Workers.run(tasks, isLittle: isLittle) { task, _ in
      for number in rows * input.images * task / tasks..<rows * input.images * (task + 1) / tasks {
        let (image, row) = number.quotientAndRemainder(dividingBy: rows)
        write(
          region.rows.lowerBound + row, region.columns, image, of: output, from: input,
          scaledBy: scales)
      }
    }
  }

  private func write(
    _ row: Int, _ columns: Range<Int>, _ image: Int, of output: FeatureMap,
    from input: FeatureMap, scaledBy scales: PixelScales?
  ) {
    let vectors = input.pixelStride / VectorLayout.width
    let (source, target) = unsafe (input.pixels, output.pixels)
    let factors = unsafe scales?.factors
    let (matrix, bias) = unsafe (weights.narrow(matrix: 0), Self.load(self.bias.start))
    let isNarrow = output.isNarrow
    for column in columns {
      var sums = NarrowProduct.Sums()
      unsafe sums.add(
        source.at(image, row, column), matrix, vectors: vectors,
        scale: factors?.at(image, row, column).pointee ?? 1)
      let total = Vector(lowHalf: SIMD8(lowHalf: sums.total, highHalf: .zero), highHalf: .zero)
      unsafe Self.store(
        activation.applied(to: total + bias), target.at(image, row, column), isNarrow: isNarrow)
    }
  }
}
