/// When and in what weather a scene is seen: what it does to colours.
struct Light: Sendable {
  /// The hours that differ in light.
  enum Hour: Sendable { case morning, day, evening, dusk, night }

  let hour: Hour
  let isOvercast: Bool
  /// The direction to the sun or moon, of length 1.
  let source: Vector
  let direct: Colour
  let ambient: Colour
  let zenith: Colour
  /// The sky half way down, and at the horizon: the colour of haze too.
  let middle: Colour
  let haze: Colour
  /// The share of a colour that is left at 100 m.
  let clarity: Float
  let cloudLight: Colour
  let cloudShade: Colour

  /// Whether windows are lit from inside.
  var isDark: Bool { hour == .dusk || hour == .night }

  /// A surface's colour under this light.
  func lit(_ colour: Colour, facing normal: Vector) -> Colour {
    let sky = ambient * (0.88 + 0.12 * normal.y)
    return colour * (sky + direct * max(0, normal.dot(source)))
  }

  /// The colour of something with no particular side, as lit as level ground.
  func lit(_ colour: Colour) -> Colour { lit(colour, facing: Vector(0, 1, 0)) }

  /// A colour seen through air.
  func hazed(_ colour: Colour, at distance: Float) -> Colour {
    // (1 - x/8)⁸ stands for the exponential, which is not the same on every machine.
    let x = min(distance * 0.01 * (1 - clarity), 8)
    var left = 1 - x / 8
    left *= left
    left *= left
    return haze.mixed(colour, left * left)
  }

  /// The colour by which cast shadows multiply.
  var shadow: Colour {
    let level = ambient + direct * max(0.15, source.y)
    return (ambient / level).mixed(.white, 0.12)
  }

  /// How far along the ground the shadow of something one metre high falls, right and away.
  ///
  /// Nil where the light comes from everywhere.
  var slant: Point? {
    guard !isOvercast, hour != .dusk else { return nil }
    let way = Point(-source.x, -source.z) / source.y
    let length = (way.x * way.x + way.y * way.y).squareRoot()
    return way * min(1, 2.2 / length)
  }
}
