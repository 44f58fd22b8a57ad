/// A building made of parts, which stands on the plane and may be turned.
///
/// Local coordinates are metres from the middle of the front: to the right, up, and away.
struct Building: Sendable {
  /// A door or a window in a wall.
  struct Opening: Sendable {
    /// The shape of the upper end; a rose is round all over.
    enum Head: Sendable { case flat, round, pointed, rose }

    let concept: Concept
    let side: Side
    /// From the middle of the wall, in metres.
    let across: Float
    let sill: Float
    let width: Float
    let height: Float
    let head: Head
  }

  /// A wall of a part.
  enum Side: CaseIterable, Sendable { case back, left, right, front }

  /// What covers a part.
  enum Cover: Sendable {
    case flat
    /// A ridge away from the front, or along it.
    case gable(rise: Float), saddle(rise: Float)
    /// Four slopes that meet in a point.
    case spire(rise: Float)
    /// Half a ball, or an onion; as high as `rise`.
    case dome(rise: Float), onion(rise: Float)
    case battlements
  }

  /// A box, or a cylinder, with a cover.
  struct Part: Sendable {
    var concept = Concept.wall
    var isRound = false
    /// The middle of the part, to the right and away.
    let middle: Point
    /// Half of its size, to the right and away.
    let reach: Point
    var bottom: Float = 0
    let top: Float
    let colour: Colour
    let cover: Cover
    let coverColour: Colour
    var openings: [Opening] = []
    /// A cylinder's radius at the top as a share of that at the bottom.
    var taper: Float = 1
    /// The distance between bands of white, in metres; none when 0.
    var bands: Float = 0

    /// The highest point, a cross or a flag not counted.
    var height: Float {
      switch cover {
      case .flat: top
      case .gable(let rise), .saddle(let rise), .spire(let rise): top + rise
      case .dome(let rise), .onion(let rise): top + rise
      case .battlements: top + 0.8
      }
    }
  }

  let position: Position
  /// Cosine and sine of the angle by which the front is turned to the left.
  let turn: Point
  let parts: [Part]
  let doorColour: Colour
  let frameColour: Colour
  /// What crowns towers and domes: a cross where it is true.
  var hasCross = false

  /// Cosine and sine of an angle, from the tangent of its half.
  static func turn(_ half: Float) -> Point { Point(1 - half * half, 2 * half) / (1 + half * half) }

  func world(_ x: Float, _ y: Float, _ z: Float) -> Position {
    position + Vector(turn.x * x + turn.y * z, y, turn.x * z - turn.y * x)
  }

  /// A direction of the world from a local one.
  func direction(_ x: Float, _ y: Float, _ z: Float) -> Vector {
    Vector(turn.x * x + turn.y * z, y, turn.x * z - turn.y * x).normalized
  }

  /// A position on the wall of a part, `across` metres from the wall's middle.
  ///
  /// A cylinder has one wall, which looks at the eye.
  func onWall(_ part: Part, _ side: Side, _ across: Float, _ y: Float) -> Position {
    let (middle, reach) = (part.middle, part.reach)
    guard !part.isRound else {
      let depth = max(reach.x * reach.x - across * across, 0).squareRoot()
      return world(middle.x, y, middle.y) + Vector(across, 0, -depth)
    }
    return switch side {
    case .front: world(middle.x + across, y, middle.y - reach.y)
    case .back: world(middle.x - across, y, middle.y + reach.y)
    case .left: world(middle.x - reach.x, y, middle.y - across)
    case .right: world(middle.x + reach.x, y, middle.y + across)
    }
  }

  func normal(_ side: Side) -> Vector {
    switch side {
    case .front: direction(0, 0, -1)
    case .back: direction(0, 0, 1)
    case .left: direction(-1, 0, 0)
    case .right: direction(1, 0, 0)
    }
  }

  /// Marks the shadow on the ground.
  func cast(on canvas: inout Canvas, _ view: View) {
    guard let slant = view.light.slant else { return }
    for part in parts where part.bottom < 0.1 {
      var points: [Point] = []
      for (x, z) in [(-1, -1), (1, -1), (1, 1), (-1, 1)] as [(Float, Float)] {
        for height in [0, part.top] {
          let corner = world(
            part.middle.x + x * part.reach.x, 0, part.middle.y + z * part.reach.y)
          points.append(Point(corner.x + slant.x * height, corner.z + slant.y * height))
        }
      }
      let ends: [Point] =
        switch part.cover {
        case .gable: [Point(0, -part.reach.y), Point(0, part.reach.y)]
        case .saddle: [Point(-part.reach.x, 0), Point(part.reach.x, 0)]
        default: [.zero]
        }
      for end in ends {
        let ridge = world(part.middle.x + end.x, 0, part.middle.y + end.y)
        points.append(Point(ridge.x, ridge.z) + slant * part.height)
      }
      canvas.cast(
        Hull.around(points).map { view.camera.point(Position($0.x, 0, max($0.y, 1))) })
    }
  }
}
