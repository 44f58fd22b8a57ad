package import Pictures

/// Two pictures of one size as one: beside each other, or one above the other.
package struct PicturePair: Equatable, Sendable {
  /// The pixels of each.
  private let width: Int
  private let height: Int
  private let isWide: Bool

  /// The pixels between the two.
  private var gap: Int { max(1, min(width, height) / 32) }

  /// - Parameters:
  ///   - width: The pixels of a row of each.
  ///   - height: The rows of each.
  ///   - isWide: Whether the second is to the right of the first, and not below it.
  package init(width: Int, height: Int, isWide: Bool) {
    self.width = width
    self.height = height
    self.isWide = isWide
  }

  /// Where the two lie in the whole.
  package var parts: [PicturePart] {
    let side = Double(isWide ? width : height)
    let length = 2 * side + Double(gap)
    let (share, start) = (side / length, (length - side) / length)
    return [0, start].map {
      isWide
        ? PicturePart(x: $0, y: 0, width: share, height: 1)
        : PicturePart(x: 0, y: $0, width: 1, height: share)
    }
  }

  /// The whole, black between the two.
  ///
  /// - Precondition: Both have the size that the pair was made for.
  package func drawn(_ first: Picture, _ second: Picture) -> Picture {
    let x = isWide ? width + gap : 0
    let y = isWide ? 0 : height + gap
    let black = [UInt8](repeating: 0, count: (x + width) * (y + height) * 3)
    var whole = Picture(width: x + width, height: y + height, bytes: black)
    whole.replace(x: 0, y: 0, with: first)
    whole.replace(x: x, y: y, with: second)
    return whole
  }
}
