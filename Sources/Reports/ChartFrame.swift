import Files

/// The axes of a chart, with ticks and their words.
package struct ChartFrame: Sendable {
  package let x: LinearScale
  package let y: LinearScale
  private let width: Double
  private let height: Double

  private static let left = 44.0
  private static let bottom = 40.0
  private static let top = 8.0
  private static let right = 12.0

  /// Lays a chart out in `width` by `height` pixels.
  package init(
    width: Double, height: Double, x: ClosedRange<Double>, y: ClosedRange<Double>
  ) {
    (self.width, self.height) = (width, height)
    self.x = LinearScale(from: x, to: (Self.left, width - Self.right))
    self.y = LinearScale(from: y, to: (height - Self.bottom, Self.top))
  }

  /// Draws the axes around a chart's content.
  ///
  /// - Parameters:
  ///   - title: What the chart shows.
  ///   - across: What the values along the lower edge are.
  ///   - upward: What those along the left edge are.
  ///   - columns: Values along the lower edge with words for them; nil for round numbers.
  ///   - content: What is drawn with `x` and `y`.
  /// - Returns: An `svg` element.
  package func drawn(
    title: String, across: String, upward: String,
    columns: [(value: Double, word: String)]? = nil, _ content: [Markup]
  ) -> Markup {
    let floor = y.places.0
    var pieces = content
    pieces.append(
      Drawing.line([(x.places.0, Self.top), (x.places.0, floor), (x.places.1, floor)]))
    for (value, word) in columns ?? roundColumns {
      pieces.append(Drawing.line([(x(value), floor), (x(value), floor + 4)]))
      pieces.append(Drawing.word(word, x: x(value), y: floor + 17, anchor: "middle"))
    }
    let (rows, rowDecimals) = y.ticks(4)
    for value in rows {
      pieces.append(Drawing.line([(x.places.0 - 4, y(value)), (x.places.0, y(value))]))
      pieces.append(
        Drawing.word(
          value.decimals(rowDecimals), x: x.places.0 - 7, y: y(value) + 4, anchor: "end"))
    }
    let middle = (x.places.0 + x.places.1) / 2
    pieces.append(Drawing.word(across, x: middle, y: floor + 35, anchor: "middle"))
    pieces.append(
      Drawing.turnedWord(
        upward, x: 12, y: (Self.top + floor) / 2, degrees: -90, anchor: "middle"))
    return Drawing.svg(width: width, height: height, title: title, pieces)
  }

  private var roundColumns: [(value: Double, word: String)] {
    let (values, decimals) = x.ticks(8)
    return values.map { ($0, $0.decimals(decimals)) }
  }
}
