/// Round shapes as polygons of 20 corners.
enum Ellipse {
  static func circle(_ middle: Point, _ radius: Float) -> [Point] {
    around(middle, Point(radius, radius))
  }

  static func around(_ middle: Point, _ radii: Point) -> [Point] {
    unit.map { middle + $0 * radii }
  }

  /// Corners of the unit circle, from the right by way of positive y.
  ///
  /// Rational points of the circle: no sine, which would differ by machine.
  static let unit: [Point] = {
    let arc = [0, 0.158, 0.325, 0.510, 0.727].map { (t: Float) in
      Point(1 - t * t, 2 * t) / (1 + t * t)
    }
    let turns: [(Point) -> Point] = [
      { $0 }, { Point(-$0.y, $0.x) }, { Point(-$0.x, -$0.y) }, { Point($0.y, -$0.x) },
    ]
    return turns.flatMap { turn in arc.map(turn) }
  }()
}
