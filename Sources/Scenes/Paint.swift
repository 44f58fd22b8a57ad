/// How a shape's colour depends on the place in the picture.
protocol Paint {
  func colour(at point: Point) -> Colour
}

/// A colour that runs into another along one direction, with grain.
struct Wash: Paint {
  let start: Colour
  let end: Colour
  /// Where it starts, and the direction divided by the squared length.
  let origin: Point
  let axis: Point
  /// How much lighter or darker the grain makes it, and how fine it is.
  var grain: Float = 0
  var fineness = Point(200, 200)

  init(_ colour: Colour) {
    (start, end, origin, axis) = (colour, colour, .zero, .zero)
  }

  /// Runs from `start` at a point to `end` at another.
  init(_ start: Colour, at origin: Point, _ end: Colour, at target: Point) {
    let way = target - origin
    (self.start, self.end, self.origin) = (start, end, origin)
    axis = way / max(way.x * way.x + way.y * way.y, 1e-9)
  }

  func grained(_ grain: Float, _ fineness: Point = Point(200, 200)) -> Self {
    var copy = self
    copy.grain = grain
    copy.fineness = fineness
    return copy
  }

  @inline(__always)
  func colour(at point: Point) -> Colour {
    let way = (point - origin) * axis
    let colour = start.mixed(end, min(max(way.x + way.y, 0), 1))
    guard grain > 0 else { return colour }
    let place = point * fineness
    return colour * (1 + grain * Grain[place.x, place.y])
  }
}

/// Level ground, whose grain lies in perspective.
struct GroundPaint: Paint {
  let camera: Camera
  let light: Light
  /// The lit colour, and the colour of its darker and its lighter patches.
  let colour: Colour
  let patch: Colour
  /// How much grain is seen near by.
  let grain: Float
  /// Furrows: their distance in metres, and the direction across them; none when 0.
  var furrow: Float = 0
  var across = Point(1, 0)

  @inline(__always)
  func colour(at point: Point) -> Colour {
    let position = camera.ground(point)
    let near = min(1, 24 / position.z)
    let broad = Grain[position.x * 3, position.z * 3 + 40]
    let fine = Grain[position.x * 22, position.z * 9]
    var shade = colour.mixed(patch, min(max(0.5 + 0.7 * broad, 0), 1))
    shade = shade * (1 + grain * near * fine)
    if furrow > 0 {
      let way = (position.x * across.x + position.z * across.y) / furrow
      let phase = way - way.rounded(.down)
      let ridge = (phase < 0.5 ? phase : 1 - phase) * 4 - 1
      shade = shade * (1 + 0.13 * ridge * min(1, 30 / position.z))
    }
    return light.hazed(shade, at: position.z)
  }
}
