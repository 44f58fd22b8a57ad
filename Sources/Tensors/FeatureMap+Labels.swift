extension FeatureMap {
  /// The unit with the largest feature of each pixel of an image, row by row; of equal ones the first.
  ///
  /// - Precondition: There are at most 65,536 units.
  package func largestUnits(image: Int = 0) -> [UInt16] {
    precondition(
      units <= 1 << 16 && (0..<images).contains(image), "image \(image) of \(units) units")
    return unsafe [UInt16](unsafeUninitializedCapacity: height * width) { numbers, count in
      nonisolated(unsafe) let numbers = unsafe numbers
      let (width, units) = (width, units)
      unsafe forEachPixel(of: region, images: image..<image + 1) { _, row, column, pixel in
        unsafe numbers[row &* width &+ column] = Self.largestUnit(UnsafePointer(pixel), units)
      }
      count = height * width
    }
  }

  /// The unit with the largest mean feature of each block of two by two pixels of an image, row by row;
  /// of equal ones the first.
  ///
  /// - Precondition: Rows and columns are even, and there are at most 65,536 units.
  package func largestUnitsOfPairs(image: Int = 0) -> [UInt16] {
    precondition(height % 2 == 0 && width % 2 == 0 && units <= 1 << 16, "\(height)×\(width)")
    let (columns, units) = (width / 2, units)
    var sums = [Float](repeating: 0, count: height / 2 * columns * units)
    return unsafe sums.withUnsafeMutableBufferPointer { sums in
      guard let sums = sums.baseAddress else { return [] }
      unsafe forEachPixel(of: region, images: image..<image + 1) { _, row, column, pixel in
        let sum = unsafe sums + ((row / 2) &* columns &+ column / 2) &* units
        for unit in 0..<units { unsafe sum[unit] += pixel[unit] }
      }
      return (0..<height / 2 * columns).map { block in
        unsafe Self.largestUnit(UnsafePointer(sums + block * units), units)
      }
    }
  }

  /// The unit with the largest of a pixel's features; 0 where none can be compared.
  ///
  /// One by one: comparisons of vectors give masks, which are slower to evaluate than a few units.
  @inline(__always)
  private static func largestUnit(
    _ features: UnsafePointer<Float>, _ units: Int
  ) -> UInt16 {
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
}
