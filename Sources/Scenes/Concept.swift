package import Pictures

/// What a pixel of a scene shows; the raw value is what label maps hold.
package enum Concept: UInt8, CaseIterable, Sendable {
  case sky, cloud, sun, moon, mountain, grass, sand, snow, water, field, path
  case wall, roof, tower, dome, door, window, tree, fence, boat, rock, person

  /// The word for it, as recipes and lists have it.
  package var name: String {
    switch self {
    case .sky: "sky"
    case .cloud: "cloud"
    case .sun: "sun"
    case .moon: "moon"
    case .mountain: "mountain"
    case .grass: "grass"
    case .sand: "sand"
    case .snow: "snow"
    case .water: "water"
    case .field: "field"
    case .path: "path"
    case .wall: "wall"
    case .roof: "roof"
    case .tower: "tower"
    case .dome: "dome"
    case .door: "door"
    case .window: "window"
    case .tree: "tree"
    case .fence: "fence"
    case .boat: "boat"
    case .rock: "rock"
    case .person: "person"
    }
  }

  /// The colour that stands for the concept in a picture of a label map.
  package var colour: Pixel {
    switch self {
    case .sky: Pixel(135, 190, 235)
    case .cloud: Pixel(240, 244, 250)
    case .sun: Pixel(255, 225, 60)
    case .moon: Pixel(250, 250, 200)
    case .mountain: Pixel(128, 122, 150)
    case .grass: Pixel(110, 180, 70)
    case .sand: Pixel(230, 205, 140)
    case .snow: Pixel(205, 222, 245)
    case .water: Pixel(40, 110, 190)
    case .field: Pixel(205, 175, 60)
    case .path: Pixel(190, 165, 130)
    case .wall: Pixel(225, 145, 105)
    case .roof: Pixel(170, 50, 45)
    case .tower: Pixel(200, 110, 160)
    case .dome: Pixel(60, 170, 150)
    case .door: Pixel(110, 60, 25)
    case .window: Pixel(60, 60, 120)
    case .tree: Pixel(25, 100, 45)
    case .fence: Pixel(150, 110, 70)
    case .boat: Pixel(230, 60, 110)
    case .rock: Pixel(110, 110, 105)
    case .person: Pixel(255, 120, 0)
    }
  }
}
