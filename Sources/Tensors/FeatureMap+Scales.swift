/// What a network does that looks at features at several scales.
extension FeatureMap {
  /// Becomes a map of half the size: of each square of 2×2 pixels the largest features.
  ///
  /// - Parameter source: A map of the same units and images, with twice the rows and columns; an odd
  ///   last one does not count.
  /// - Complexity: O(elements of the source), at the speed of memory.
  package func write(halving source: FeatureMap) {
    precondition(
      source.images == images && source.units == units && source.height / 2 == height
        && source.width / 2 == width,
      "\(source.height)×\(source.width) halved to \(height)×\(width)")
    forEachRow { image, row in
      for column in 0..<width {
        let upper = unsafe source.pixel(image, 2 * row, 2 * column)
        let lower = unsafe source.pixel(image, 2 * row + 1, 2 * column)
        let target = unsafe pixel(image, row, column)
        for start in stride(from: 0, to: pixelStride, by: Self.vectorWidth) {
          let above = unsafe Self.larger(upper + start, upper + pixelStride + start)
          let below = unsafe Self.larger(lower + start, lower + pixelStride + start)
          unsafe UnsafeMutableRawPointer(target + start).storeBytes(
            of: Self.larger(above, below), as: SIMD16<Float>.self)
        }
      }
    }
  }

  /// Becomes a map of two others: first the units of one of half the size, of which each pixel counts
  /// as four, then those of one of the same size.
  ///
  /// - Precondition: This map has as many units as both together.
  /// - Complexity: O(elements), at the speed of memory.
  package func write(doubling coarse: FeatureMap, beside fine: FeatureMap) {
    precondition(
      coarse.images == images && fine.images == images && coarse.units + fine.units == units
        && coarse.height * 2 == height && coarse.width * 2 == width
        && fine.height == height && fine.width == width,
      "\(coarse.units) and \(fine.units) units as \(units) of \(height)×\(width)")
    forEachRow { image, row in
      for column in 0..<width {
        let target = unsafe pixel(image, row, column)
        unsafe target.update(
          from: coarse.pixel(image, row / 2, column / 2), count: coarse.units)
        unsafe (target + coarse.units).update(
          from: fine.pixel(image, row, column), count: fine.units)
      }
    }
  }

  /// The unit with the largest feature of each pixel of an image, row by row; of equal ones the first.
  ///
  /// - Precondition: There are at most 65,536 units.
  package func largestUnits(image: Int = 0) -> [UInt16] {
    precondition(
      units <= 1 << 16 && (0..<images).contains(image), "image \(image) of \(units) units")
    return unsafe [UInt16](unsafeUninitializedCapacity: height * width) { numbers, count in
      nonisolated(unsafe) let numbers = unsafe numbers
      forEachRow(of: image..<image + 1) { image, row in
        for column in 0..<width {
          unsafe numbers[row * width + column] = largestUnit(
            UnsafePointer(pixel(image, row, column)))
        }
      }
      count = height * width
    }
  }

  /// The unit with the largest of a pixel's features; 0 where none can be compared.
  ///
  /// One by one: comparisons of vectors give masks, which are slower to evaluate than a few units.
  @inline(__always)
  private func largestUnit(_ features: UnsafePointer<Float>) -> UInt16 {
    var largest = -Float.infinity
    var place = 0
    var unit = 0
    while unit < units {
      let feature = unsafe features[unit]
      let isLarger = feature > largest
      largest = isLarger ? feature : largest
      place = isLarger ? unit : place
      unit &+= 1
    }
    return UInt16(truncatingIfNeeded: place)
  }

  @inline(__always)
  private static func larger(
    _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>
  ) -> SIMD16<Float> {
    unsafe larger(
      UnsafeRawPointer(first).load(as: SIMD16<Float>.self),
      UnsafeRawPointer(second).load(as: SIMD16<Float>.self))
  }

  @inline(__always)
  private static func larger(_ first: SIMD16<Float>, _ second: SIMD16<Float>) -> SIMD16<Float> {
    first.replacing(with: second, where: second .> first)
  }

  /// Shares the rows of some images, or of all, among the workers.
  private func forEachRow(
    of chosen: Range<Int>? = nil, _ body: (_ image: Int, _ row: Int) -> Void
  ) {
    let chosen = chosen ?? 0..<images
    let rows = chosen.count * height
    // A small map is no work for another thread.
    let isLittle = rows * width * pixelStride < 1 << 15
    let tasks = isLittle ? 1 : min(rows, 4 * Workers.count)
    Workers.run(tasks) { task, _ in
      for index in rows * task / tasks..<rows * (task + 1) / tasks {
        let (image, row) = index.quotientAndRemainder(dividingBy: height)
        body(chosen.lowerBound + image, row)
      }
    }
  }
}
