/// What an overlay does to each pixel of a picture.
struct OverlayInk {
  /// One pixel of an overlay.
  enum Dot: UInt8, CaseIterable {
    case none, tint, light, dark

    var colour: Pixel {
      switch self {
      case .none: Pixel(0, 0, 0)
      case .tint: Pixel(255, 205, 40)
      case .light: Pixel(255, 255, 255)
      case .dark: Pixel(16, 16, 16)
      }
    }

    /// How much of the pixel it hides, of 255.
    var opacity: UInt8 {
      switch self {
      case .none: 0
      case .tint: 80
      case .light, .dark: 255
      }
    }
  }

  private let width: Int
  private let height: Int
  /// Row by row.
  private var dots: [UInt8]

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    dots = [UInt8](repeating: Dot.none.rawValue, count: width * height)
  }

  subscript(x: Int, y: Int) -> Dot {
    get { Dot(rawValue: dots[y * width + x]) ?? .none }
    set { dots[y * width + x] = newValue.rawValue }
  }

  /// Draws the set pixels of a raster with its upper left corner at `x`, `y`.
  mutating func draw(_ raster: PixelRaster, x: Int, y: Int, _ dot: (_ x: Int, _ y: Int) -> Dot) {
    for row in raster.rows {
      for column in raster.columns where raster[column, row] {
        self[x + column, y + row] = dot(x + column, y + row)
      }
    }
  }

  /// A copy of a picture of this size with the dots upon it.
  func drawn(on picture: Picture) -> Picture {
    var drawn = picture
    for pixel in dots.indices where dots[pixel] != Dot.none.rawValue {
      guard let dot = Dot(rawValue: dots[pixel]) else { continue }
      let (colour, opacity) = (dot.colour, Int(dot.opacity))
      for (channel, ink) in [colour.red, colour.green, colour.blue].enumerated() {
        let below = Int(drawn.bytes[3 * pixel + channel])
        drawn.bytes[3 * pixel + channel] = UInt8(
          (below * (255 - opacity) + Int(ink) * opacity + 127) / 255)
      }
    }
    return drawn
  }

  /// The dots as a PNG file.
  var file: [UInt8] {
    var writer = IndexedPNGWriter(
      width: width, height: height, palette: Dot.allCases.map(\.colour),
      opacities: Dot.allCases.map(\.opacity))
    writer.append(dots)
    return writer.finish()
  }
}
