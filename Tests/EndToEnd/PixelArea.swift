import Pictures

/// A rectangle of pixels.
struct PixelArea {
  var x: Int
  var y: Int
  var width: Int
  var height: Int

  func contains(x column: Int, y row: Int) -> Bool {
    (x..<x + width).contains(column) && (y..<y + height).contains(row)
  }

  /// The area with a margin on each side.
  func grown(by margin: Int) -> PixelArea {
    PixelArea(
      x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin)
  }
}

extension Picture {
  /// The mean and the largest difference of channel values, over the pixels that are asked for.
  func difference(
    to other: Picture, where isCounted: (_ x: Int, _ y: Int) -> Bool
  ) -> (mean: Double, largest: Int) {
    precondition(width == other.width && height == other.height, "pictures of two sizes")
    var (sum, count, largest) = (0, 0, 0)
    for y in 0..<height {
      for x in 0..<width where isCounted(x, y) {
        for channel in 0..<3 {
          let place = (y * width + x) * 3 + channel
          let difference = abs(Int(bytes[place]) - Int(other.bytes[place]))
          sum += difference
          count += 1
          largest = max(largest, difference)
        }
      }
    }
    return (count == 0 ? 0 : Double(sum) / Double(count), largest)
  }
}
