/// A place in the picture: 0 to 1 from left to right and from top to bottom.
typealias Point = SIMD2<Float>

/// A place in the world, in metres: to the right of the eye, above the ground, away from the eye.
typealias Place = SIMD3<Float>

extension SIMD3 where Scalar == Float {
  func dot(_ other: Self) -> Float { x * other.x + y * other.y + z * other.z }

  var normalized: Self { self / dot(self).squareRoot() }

  func cross(_ other: Self) -> Self {
    Self(
      y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
  }
}

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

  func point(_ place: Place) -> Point {
    let scale = zoom / max(place.z, Self.nearest)
    return Point(0.5 + place.x * scale, horizon + (height - place.y) * scale)
  }

  /// How far away the ground is that is seen at a height of the picture.
  func distance(atGround v: Float) -> Float { zoom * height / max(v - horizon, 1e-4) }

  /// The distance at which ground lies on the lower edge of the picture.
  var foreground: Float { distance(atGround: 1) }

  /// The place on the ground that is seen at a point below the horizon.
  func ground(_ point: Point) -> Place {
    let distance = distance(atGround: point.y)
    return Place((point.x - 0.5) * distance / zoom, 0, distance)
  }
}
