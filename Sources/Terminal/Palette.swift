import Cells

/// The numbered colours that curses can show.
struct Palette: Equatable {
  /// How many there are: 8, 16, 256, or 2^24 where a number is the colour itself.
  let count: Int

  /// The terminal's own foreground or background.
  static let standard: Int32 = -1

  /// The colours that a palette and a terminal's depth have in common; nil for none.
  init?(terminfoColours: Int, depth: ColourDepth) {
    let limit =
      switch depth {
      case .none: 0
      case .ansi16: 16
      case .palette256: 256
      case .truecolor: 1 << 24
      }
    guard let count = [1 << 24, 256, 16, 8].first(where: { $0 <= min(limit, terminfoColours) })
    else { return nil }
    self.count = count
  }

  /// The number of the nearest colour.
  func index(of colour: Colour) -> Int32 {
    guard case .rgb(let red, let green, let blue) = colour else { return Self.standard }
    let wanted = (Int(red), Int(green), Int(blue))
    switch count {
    case 8, 16:
      let nearest = Self.ansi.prefix(count).indices.min {
        Self.distance(Self.ansi[$0], wanted) < Self.distance(Self.ansi[$1], wanted)
      }
      return Int32(nearest ?? 0)
    case 256:
      let steps = (Self.step(of: wanted.0), Self.step(of: wanted.1), Self.step(of: wanted.2))
      let cube = (Self.levels[steps.0], Self.levels[steps.1], Self.levels[steps.2])
      let grey = min(23, max(0, ((wanted.0 + wanted.1 + wanted.2) / 3 - 3) / 10))
      let level = 8 + 10 * grey
      if Self.distance((level, level, level), wanted) < Self.distance(cube, wanted) {
        return Int32(232 + grey)
      }
      return Int32(16 + 36 * steps.0 + 6 * steps.1 + steps.2)
    default:
      // The first eight numbers stay palette entries even there.
      return Int32(max(8, wanted.0 << 16 | wanted.1 << 8 | wanted.2))
    }
  }

  private static let levels = [0, 95, 135, 175, 215, 255]

  private static func step(of value: Int) -> Int {
    value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40
  }

  /// xterm's own values; people change them, but not beyond recognition.
  private static let ansi = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
    (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255),
    (255, 0, 255), (0, 255, 255), (255, 255, 255),
  ]

  private static func distance(_ a: (Int, Int, Int), _ b: (Int, Int, Int)) -> Int {
    let (red, green, blue) = (a.0 - b.0, a.1 - b.1, a.2 - b.2)
    return 3 * red * red + 6 * green * green + blue * blue
  }
}
