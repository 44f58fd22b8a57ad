/// What is above the horizon and far away: colour, sun or moon, stars, clouds.
struct Sky: Sendable {
  /// A heap of cloud: its middle at the flat base, its width and height in the picture.
  struct Cloud: Sendable {
    let base: Point
    let width: Float
    let height: Float
    /// Each lump's place across and up, and its radius, as shares of width, height and height.
    let lumps: [SIMD3<Float>]
  }

  let clouds: [Cloud]
  /// Small lights, their brightness as third element.
  let stars: [SIMD3<Float>]

  /// Draws clouds for a light; far ones are smaller and flatter.
  init(_ view: View, _ random: inout SceneRandom) {
    let isClear = random.chance(view.light.hour == .night ? 0.6 : 0.25, as: "clear sky")
    let count =
      view.light.isOvercast
      ? random.count(3...6, as: "grey clouds") : isClear ? 0 : random.count(1...4, as: "clouds")
    let horizon = view.camera.horizon
    clouds = (0..<count).map { number in
      random.thing = number < 3 ? "cloud \(number)" : nil
      // 1 overhead, 0 at the horizon.
      let elevation = random.within(0.25...0.95, as: "elevation")
      let width = (0.12 + 0.30 * elevation) * random.within(0.8...1.5, as: "width")
      let height = width * random.within(0.26...0.46)
      let number = random.count(6...9)
      let lumps = (0..<number).map { index in
        let across = (Float(index) + random.within(0.2...0.8)) / Float(number) * 2 - 1
        let rise = 1 - across * across
        return SIMD3(
          across * 0.42, rise * random.within(0.15...0.55), 0.20 + rise * random.within(0.12...0.36)
        )
      }
      return Cloud(
        base: Point(
          random.within(-0.05...1.05, as: "across"), horizon * (1 - elevation) + height * 0.6),
        width: width, height: height, lumps: lumps)
    }.sorted { $0.width < $1.width }
    random.thing = ""
    stars =
      view.light.hour == .night
      ? (0..<34).map { _ in
        SIMD3(random.unit(), random.unit() * horizon * 0.85, random.within(0.35...1))
      } : []
  }

  func draw(on canvas: inout Canvas, _ view: View) {
    let (light, horizon) = (view.light, view.camera.horizon)
    let disc = Self.disc(view)
    for row in 0..<canvas.size {
      for column in 0..<canvas.size {
        let point = canvas.middle(column, row)
        let height = min(max(point.y / horizon, 0), 1)
        var colour =
          height < 0.55
          ? light.zenith.mixed(light.middle, height / 0.55)
          : light.middle.mixed(light.haze, (height - 0.55) / 0.45)
        if let disc {
          let way = point - Point(disc.x, disc.y)
          let near = 1 - min((way.x * way.x + way.y * way.y) * 5, 1)
          let glow = light.hour == .night ? Colour(0.10, 0.13, 0.20) : Colour(0.24, 0.16, 0.04)
          colour = colour + glow * near * near
        }
        canvas.blend(colour, 1, .sky, at: row * canvas.size + column)
      }
    }
    for star in stars {
      canvas.fill(
        Ellipse.circle(Point(star.x, star.y), 0.0035),
        light.zenith.mixed(Colour(1, 1, 0.92), star.z),
        nil)
    }
    if let disc {
      let isMoon = light.hour == .night
      let colour = isMoon ? Colour(0.96, 0.95, 0.86) : Colour(1.0, 0.95, 0.72)
      canvas.fill(Ellipse.circle(Point(disc.x, disc.y), disc.z), colour, isMoon ? .moon : .sun)
    }
    for cloud in clouds {
      Lumps(
        discs: cloud.lumps.map { lump in
          SIMD3(
            cloud.base.x + lump.x * cloud.width, cloud.base.y - lump.y * cloud.height,
            lump.z * cloud.height)
        },
        bright: light.cloudLight, dark: light.cloudShade,
        light: Point(view.lightInPicture.x * 0.4, -1), roughness: cloud.height * 0.10,
        fineness: 240, softness: cloud.height * 0.05, floor: cloud.base.y + cloud.height * 0.10
      ).draw(on: &canvas, .cloud)
    }
  }

  /// Where sun or moon stand in the picture, and the radius; nil when they are elsewhere.
  static func disc(_ view: View) -> SIMD3<Float>? {
    let source = view.light.source
    guard source.z > 0, !view.light.isOvercast else { return nil }
    let point = Point(
      0.5 + view.camera.zoom * source.x / source.z,
      view.camera.horizon - view.camera.zoom * source.y / source.z)
    guard point.y > 0.05, point.x > 0.05, point.x < 0.95 else { return nil }
    return SIMD3(point.x, point.y, view.light.hour == .night ? 0.045 : 0.055)
  }
}
