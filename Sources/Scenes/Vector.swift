/// A way through the world, in metres: to the right, up, away from the eye.
///
/// A direction, such as the normal of a wall, has length 1.
struct Vector: Sendable {
  let x: Float
  let y: Float
  let z: Float

  init(_ x: Float, _ y: Float, _ z: Float) { (self.x, self.y, self.z) = (x, y, z) }

  func dot(_ other: Self) -> Float { x * other.x + y * other.y + z * other.z }

  var length: Float { dot(self).squareRoot() }

  /// The direction: the same way with length 1.
  var normalized: Self {
    let length = length
    return Self(x / length, y / length, z / length)
  }

  static func * (way: Self, factor: Float) -> Self {
    Self(way.x * factor, way.y * factor, way.z * factor)
  }
}
