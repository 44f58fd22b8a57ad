/// Where something is in the picture: 0 to 1 from left to right and from top to bottom.
typealias Point = SIMD2<Float>

/// The eye: it looks straight ahead over a plane.
struct Camera: Sendable {
  /// How far the eye is above the ground, in metres.
  let height: Float
  /// Where the plane ends, from the top of the picture.
  let horizon: Float
  /// The size in the picture of a metre at one metre's distance.
  let zoom: Float

  /// The nearest distance that is drawn, in metres.
  static let nearest: Float = 0.5

  func point(_ position: Position) -> Point {
    let scale = zoom / max(position.z, Self.nearest)
    return Point(0.5 + position.x * scale, horizon + (height - position.y) * scale)
  }

  /// How far away the ground is at a height of the picture.
  func distance(atGround v: Float) -> Float { zoom * height / max(v - horizon, 1e-4) }

  /// The distance at which ground lies on the lower edge of the picture.
  var foreground: Float { distance(atGround: 1) }

  /// The position on the ground that is seen at a point below the horizon.
  func ground(_ point: Point) -> Position {
    let distance = distance(atGround: point.y)
    return Position((point.x - 0.5) * distance / zoom, 0, distance)
  }
}
