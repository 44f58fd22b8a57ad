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
  /// - Precondition: There are at most 256 units.
  package func largestUnits(image: Int = 0) -> [UInt8] {
    precondition(units <= 256 && (0..<images).contains(image), "image \(image) of \(units) units")
    return unsafe [UInt8](unsafeUninitializedCapacity: height * width) { numbers, count in
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
  @inline(__always)
  private func largestUnit(_ features: UnsafePointer<Float>) -> UInt8 {
    let lanes = SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    var largest = SIMD16<Float>(repeating: -.infinity)
    var places = SIMD16<Int32>.zero
    var start = 0
    while start < units {
      let next = unsafe UnsafeRawPointer(features + start).load(as: SIMD16<Float>.self)
      let unit = lanes &+ Int32(truncatingIfNeeded: start)
      let isLarger = next .> largest .& unit .< Int32(truncatingIfNeeded: units)
      largest.replace(with: next, where: isLarger)
      places.replace(with: unit, where: isLarger)
      start &+= Self.vectorWidth
    }
    // Halves meet until one lane is left; a larger feature wins, of equal ones the smaller unit.
    let (eight, eightPlaces) = Self.winners(
      largest.lowHalf, places.lowHalf, largest.highHalf, places.highHalf)
    let (four, fourPlaces) = Self.winners(
      eight.lowHalf, eightPlaces.lowHalf, eight.highHalf, eightPlaces.highHalf)
    let (two, twoPlaces) = Self.winners(
      four.lowHalf, fourPlaces.lowHalf, four.highHalf, fourPlaces.highHalf)
    let isSecond = two.y > two.x || two.y == two.x && twoPlaces.y < twoPlaces.x
    return UInt8(truncatingIfNeeded: isSecond ? twoPlaces.y : twoPlaces.x)
  }

  @inline(__always)
  private static func winners<Features: SIMD, Places: SIMD>(
    _ first: Features, _ firstPlaces: Places, _ second: Features, _ secondPlaces: Places
  ) -> (Features, Places)
  where
    Features.Scalar == Float, Places.Scalar == Int32,
    Features.MaskStorage == Places.MaskStorage
  {
    let isSecond =
      second .> first .| (second .== first .& secondPlaces .< firstPlaces)
    return (
      first.replacing(with: second, where: isSecond),
      firstPlaces.replacing(with: secondPlaces, where: isSecond)
    )
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
