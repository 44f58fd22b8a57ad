/// A part of a picture, in shares of its sides: it is the same at every size of the picture.
package struct PicturePart: Hashable, Sendable {
  package static let whole = PicturePart(x: 0, y: 0, width: 1, height: 1)

  package let x: Double
  package let y: Double
  package let width: Double
  package let height: Double

  package init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The columns and rows of pixels of a picture that the part covers.
  func pixels(width: Int, height: Int) -> (columns: Range<Int>, rows: Range<Int>) {
    func range(_ start: Double, _ length: Double, _ count: Int) -> Range<Int> {
      let first = Int((start * Double(count)).rounded())
      let end = Int(((start + length) * Double(count)).rounded())
      return (first..<max(first, end)).clamped(to: 0..<count)
    }
    return (range(x, self.width, width), range(y, self.height, height))
  }

  /// The cell of a grid over the part at a place in the picture, in shares of its sides; nil beside the
  /// part.
  package func cell(rows: Int, columns: Int, x: Double, y: Double) -> (row: Int, column: Int)? {
    let row = Int(((y - self.y) / height * Double(rows)).rounded(.down))
    let column = Int(((x - self.x) / width * Double(columns)).rounded(.down))
    guard 0..<rows ~= row, 0..<columns ~= column else { return nil }
    return (row, column)
  }
}
