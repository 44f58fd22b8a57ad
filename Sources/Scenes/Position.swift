/// Where something is in the world, in metres: to the right of the eye, above the ground, away from
/// the eye.
struct Position: Sendable {
  let x: Float
  let y: Float
  let z: Float

  init(_ x: Float, _ y: Float, _ z: Float) { (self.x, self.y, self.z) = (x, y, z) }

  /// The middle between this position and another.
  func middle(to other: Self) -> Self {
    Self((x + other.x) / 2, (y + other.y) / 2, (z + other.z) / 2)
  }

  /// The way to this position from another.
  static func - (position: Self, other: Self) -> Vector {
    Vector(position.x - other.x, position.y - other.y, position.z - other.z)
  }

  static func + (position: Self, way: Vector) -> Self {
    Self(position.x + way.x, position.y + way.y, position.z + way.z)
  }

  static func - (position: Self, way: Vector) -> Self {
    Self(position.x - way.x, position.y - way.y, position.z - way.z)
  }
}
