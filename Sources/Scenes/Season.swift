/// The time of year: what grows, and in which colours.
enum Season: Sendable {
  /// The colour of the ground, and that of its patches.
  typealias Turf = (colour: Colour, patch: Colour)

  case spring, summer, autumn, winter

  /// The colour of grass and that of its patches; snow in winter.
  func turf(_ random: inout SceneRandom) -> Turf {
    let shift = Colour(random.bell(), random.bell(), random.bell()) * 0.025
    return switch self {
    case .spring: (Colour(0.47, 0.68, 0.25) + shift, Colour(0.56, 0.74, 0.30) + shift)
    case .summer: (Colour(0.38, 0.60, 0.22) + shift, Colour(0.50, 0.66, 0.26) + shift)
    case .autumn: (Colour(0.60, 0.58, 0.26) + shift, Colour(0.50, 0.55, 0.24) + shift)
    case .winter: (Colour(0.90, 0.92, 0.97), Colour(0.84, 0.88, 0.96))
    }
  }

  /// What the ground is called where nothing is built.
  var turfConcept: Concept { self == .winter ? .snow : .grass }

  /// The colour of leaves; in spring some trees blossom.
  func leaf(_ random: inout SceneRandom) -> Colour {
    let shift = Colour(random.bell(), random.bell(), random.bell()) * 0.03
    let leaf: Colour =
      switch self {
      case .spring:
        random.one(
          of: [
            Colour(0.45, 0.66, 0.24): 0.7, Colour(0.93, 0.70, 0.76): 0.18,
            Colour(0.93, 0.90, 0.88): 0.12,
          ], as: "spring colour")
      case .summer:
        random.one(
          of: [
            Colour(0.24, 0.48, 0.17): 0.5, Colour(0.31, 0.53, 0.19): 0.3,
            Colour(0.19, 0.40, 0.20): 0.2,
          ], as: "summer colour")
      case .autumn:
        random.one(
          of: [
            Colour(0.88, 0.50, 0.13): 0.4, Colour(0.76, 0.28, 0.13): 0.25,
            Colour(0.90, 0.70, 0.18): 0.25, Colour(0.47, 0.52, 0.20): 0.1,
          ], as: "autumn colour")
      case .winter: Colour(0.42, 0.35, 0.31)
      }
    return leaf + shift
  }

  /// The colour of needles, the same all the year.
  func needle(_ random: inout SceneRandom) -> Colour {
    Colour(0.15, 0.34, 0.22) + Colour(random.bell(), random.bell(), random.bell()) * 0.03
  }
}

/// From where, in what light and in which season a scene is seen.
struct View: Sendable {
  let camera: Camera
  let light: Light
  let season: Season

  /// A lit colour at a distance.
  func seen(_ colour: Colour, facing normal: Vector = Vector(0, 1, 0), at distance: Float) -> Colour
  {
    light.hazed(light.lit(colour, facing: normal), at: distance)
  }

  /// The direction to the light in the picture, of length about 1.
  var lightInPicture: Point {
    let length = (light.source.x * light.source.x + light.source.y * light.source.y).squareRoot()
    return Point(light.source.x, -light.source.y) / max(length, 0.3)
  }
}
