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
