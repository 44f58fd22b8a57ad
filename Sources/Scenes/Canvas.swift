internal import Pictures

/// A picture and its label map while they are painted, back to front.
///
/// A pixel takes a shape's colour by the exact share of it that the shape covers, and the shape's
/// concept where that is at least half.
struct Canvas {
  let size: Int
  private(set) var colours: [Colour]
  private(set) var labels: [UInt16]
  /// How much of each pixel lies in a shadow that is not applied yet.
  private var shadows: [Float]
  /// The covered share of each pixel in the row that is being painted.
  private var coverage: [Float]

  init(size: Int) {
    self.size = size
    colours = [Colour](repeating: .black, count: size * size)
    labels = [UInt16](repeating: 0, count: size * size)
    shadows = [Float](repeating: 0, count: size * size)
    coverage = [Float](repeating: 0, count: size + 2)
  }

  /// The middle of a pixel.
  func middle(_ column: Int, _ row: Int) -> Point {
    Point(Float(column) + 0.5, Float(row) + 0.5) / Float(size)
  }

  /// What is painted so far, in 8 bits.
  var picture: Picture {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size * size * 3)
    for colour in colours {
      let (red, green, blue) = colour.bytes
      bytes.append(red)
      bytes.append(green)
      bytes.append(blue)
    }
    return Picture(width: size, height: size, bytes: bytes)
  }

  /// Paints a polygon; without a concept the labels stay.
  mutating func fill(_ polygon: [Point], _ paint: some Paint, _ concept: Concept?) {
    cover(polygon) { canvas, row, columns in
      for column in columns {
        let share = canvas.coverage[column]
        guard share > 0.002 else { continue }
        let colour = paint.colour(at: canvas.middle(column, row))
        canvas.blend(colour, share, concept, at: row * canvas.size + column)
      }
    }
  }

  mutating func fill(_ polygon: [Point], _ colour: Colour, _ concept: Concept?) {
    fill(polygon, Wash(colour), concept)
  }

  /// Lays a colour over a pixel.
  @inline(__always)
  mutating func blend(_ colour: Colour, _ share: Float, _ concept: Concept?, at pixel: Int) {
    colours[pixel] = colours[pixel].mixed(colour, share)
    if share >= 0.5, let concept { labels[pixel] = UInt16(concept.rawValue) }
  }

  /// Marks a polygon as lying in shadow.
  mutating func cast(_ polygon: [Point]) {
    cover(polygon) { canvas, row, columns in
      for column in columns {
        let pixel = row * canvas.size + column
        canvas.shadows[pixel] = max(canvas.shadows[pixel], canvas.coverage[column])
      }
    }
  }

  /// Darkens what lies in the shadows marked so far, and forgets them.
  mutating func applyShadows(_ factor: Colour) {
    for pixel in shadows.indices where shadows[pixel] > 0 {
      colours[pixel] = colours[pixel] * Colour.white.mixed(factor, shadows[pixel])
      shadows[pixel] = 0
    }
  }

  /// Mirrors what lies above a line into a polygon below it, and tints it.
  ///
  /// `clearness` is the share of the mirrored colour at the line and at the lower edge.
  mutating func mirror(
    _ polygon: [Point], about line: Float, tint: Colour, clearness: (Float, Float),
    ripples: Float
  ) {
    cover(polygon) { canvas, row, columns in
      let size = Float(canvas.size)
      for column in columns {
        let share = canvas.coverage[column]
        guard share > 0.002 else { continue }
        let point = canvas.middle(column, row)
        let depth = (point.y - line) / max(1 - line, 0.01)
        // Ripples are finer far away, and push the mirrored row up and down.
        let ripple = Grain[point.x * 60, 900 / (depth + 0.25)]
        let mirrored = line - (point.y - line) * 1.1 + ripple * ripples * (depth + 0.05)
        let source = min(max(Int(mirrored * size), 0), row)
        let kept = clearness.0 + (clearness.1 - clearness.0) * depth
        let reflection = canvas.colours[source * canvas.size + column]
        let colour = tint.mixed(reflection, min(max(kept, 0), 1)) * (1 + 0.05 * ripple)
        canvas.blend(colour, share, .water, at: row * canvas.size + column)
      }
    }
  }

  /// Calls `paint` for every row that the polygon touches, with `coverage` filled.
  ///
  /// The areas are exact: each edge adds the signed area to its right, row by row.
  @inline(__always)
  private mutating func cover(
    _ polygon: [Point], _ paint: (inout Canvas, Int, Range<Int>) -> Void
  ) {
    let scale = Float(size)
    var (low, high) = (Point(repeating: .infinity), Point(repeating: -.infinity))
    let corners = polygon.map { point in
      let corner = point * scale
      low = pointwiseMin(low, corner)
      high = pointwiseMax(high, corner)
      return corner
    }
    guard corners.count > 2, high.y > 0, high.x > 0, low.x < scale, low.y < scale else { return }
    let rows = Int(max(low.y, 0))..<Int(min(high.y, scale).rounded(.up))
    let columns = Int(max(low.x, 0))..<Int(min(high.x, scale).rounded(.up))
    for row in rows {
      for column in columns.lowerBound..<columns.upperBound + 2 { coverage[column] = 0 }
      var previous = corners[corners.count - 1]
      for corner in corners {
        addEdge(previous, corner, Float(row))
        previous = corner
      }
      var sum: Float = 0
      for column in columns {
        sum += coverage[column]
        coverage[column] = min(abs(sum), 1)
      }
      paint(&self, row, columns)
    }
  }

  /// Adds to `coverage` what one edge changes in one row: the sum up to a column is the area there.
  @inline(__always)
  private mutating func addEdge(_ from: Point, _ to: Point, _ row: Float) {
    let (upper, lower, sign): (Point, Point, Float) =
      from.y < to.y ? (from, to, 1) : (to, from, -1)
    let (top, bottom) = (max(upper.y, row), min(lower.y, row + 1))
    guard bottom > top else { return }
    let slope = (lower.x - upper.x) / (lower.y - upper.y)
    let limit = Float(size)
    let first = min(max(upper.x + (top - upper.y) * slope, 0), limit)
    let last = min(max(upper.x + (bottom - upper.y) * slope, 0), limit)
    let area = (bottom - top) * sign
    let (left, right) = (min(first, last), max(first, last))
    let start = Int(left)
    guard right > Float(start + 1) else {
      let inside = (left + right) / 2 - Float(start)
      coverage[start] += area * (1 - inside)
      coverage[start + 1] += area * inside
      return
    }
    // The edge crosses several columns: in each, the area right of it grows quadratically.
    let density = area / (right - left)
    for column in start...min(Int(right), size) {
      let (from, to) = (max(left, Float(column)), min(right, Float(column + 1)))
      guard to > from else { continue }
      let part = density * (to - from)
      let inside = (from + to) / 2 - Float(column)
      coverage[column] += part * (1 - inside)
      coverage[column + 1] += part * inside
    }
  }
}
