/// Brings a picture to another size while its rows arrive from the top down.
///
/// Bicubic (Catmull-Rom) along an axis that grows, the mean of the covered area along one that
/// shrinks. Outside the outermost pixel centres the edge's colour continues, so that a ramp stays
/// monotone and a constant stays constant.
///
/// It holds the rows that the next new row depends on, in their new width: four when growing.
///
/// - Complexity: O(new width · (height · taps + new height · taps)) multiplications.
struct RowResampler {
  private let width: Int
  private let height: Int
  private let horizontal: ResamplingAxis
  private let vertical: ResamplingAxis
  private let newWidth: Int
  private let newHeight: Int
  /// The last rows, row y at y modulo the number of taps.
  private var window: [Float]
  private var sums: [Float]
  private var result: [UInt8]
  /// How many rows have arrived, and how many new ones are made.
  private var count = 0
  private var newCount = 0

  init(width: Int, height: Int, newWidth: Int, newHeight: Int) {
    precondition(width > 0 && height > 0, "\(width)×\(height) pixels")
    precondition(newWidth > 0 && newHeight > 0, "resized to \(newWidth)×\(newHeight)")
    (self.width, self.height, self.newWidth, self.newHeight) = (width, height, newWidth, newHeight)
    horizontal = ResamplingAxis(from: width, to: newWidth)
    vertical = ResamplingAxis(from: height, to: newHeight)
    window = [Float](repeating: 0, count: vertical.taps * newWidth * 3)
    sums = [Float](repeating: 0, count: newWidth * 3)
    result = [UInt8](repeating: 0, count: newWidth * newHeight * 3)
  }

  /// Takes in the next row, three bytes a pixel, and makes those new rows that it completes.
  ///
  /// - Precondition: The row has the old width, and there are rows left.
  mutating func append(_ row: Span<UInt8>) {
    precondition(row.count == 3 * width && count < height, "row \(count) of \(row.count) bytes")
    horizontal.resampleRow(row, into: &window, at: count % vertical.taps * sums.count)
    count += 1
    while newCount < newHeight, vertical.starts[newCount] + vertical.taps == count {
      vertical.blendRows(window, for: newCount, into: &sums)
      round()
      newCount += 1
    }
  }

  /// The picture in its new size.
  ///
  /// - Precondition: All rows have arrived.
  var picture: Picture { Picture(width: newWidth, height: newHeight, bytes: result) }

  /// Writes the sums, rounded, as the next new row.
  ///
  /// A conversion to an integer checks each number by itself. Here the last bits of a float whose unit is
  /// 1 are the number, which a processor finds for several at once.
  private mutating func round() {
    let start = newCount * sums.count
    precondition(start + sums.count <= result.count, "row \(newCount) of \(newHeight)")
    let unit = Float(1 << 23)
    unsafe result.withUnsafeMutableBufferPointer { result in
      unsafe sums.withUnsafeBufferPointer { sums in
        // An index that is added up is checked, too, for each number by itself.
        let row = unsafe UnsafeMutableBufferPointer(rebasing: result[start..<start + sums.count])
        for index in 0..<sums.count {
          let value = unsafe min(max(sums[index] + 0.5, 0), 255)
          let nearest = value + unit
          let whole = nearest - unit > value ? nearest - 1 : nearest
          unsafe row[index] = UInt8(truncatingIfNeeded: whole.bitPattern)
        }
      }
    }
  }
}
