/// A tree or a bush that stands on the ground.
struct Tree: Sendable {
  /// The kind of plant, which decides the shape of the crown.
  enum Kind: Sendable { case conifer, broad, poplar, bare, palm, bush, cactus }

  let kind: Kind
  /// Where its trunk meets the ground.
  let position: Position
  /// In metres.
  let height: Float
  let colour: Colour
  /// Snow lies on it.
  let isSnowy: Bool
  /// Random numbers for its shape: across and up from -1 to 1, and a size from 0 to 1.
  let shape: [SIMD3<Float>]

  init(
    _ kind: Kind, at position: Position, height: Float, colour: Colour, isSnowy: Bool = false,
    _ random: inout SceneRandom
  ) {
    (self.kind, self.position, self.height) = (kind, position, height)
    (self.colour, self.isSnowy) = (colour, isSnowy)
    shape = (0..<10).map { _ in SIMD3(random.bell(), random.bell(), random.unit()) }
  }

  /// Draws a tree as it grows in the season.
  init(
    growing view: View, at position: Position, height: Float, conifers: Float,
    _ random: inout SceneRandom
  ) {
    let isWinter = view.season == .winter
    if random.chance(conifers, as: "conifer") {
      self.init(
        .conifer, at: position, height: height * 1.15, colour: view.season.needle(&random),
        isSnowy: isWinter, &random)
    } else {
      let kind: Kind = isWinter ? .bare : random.chance(0.12) ? .poplar : .broad
      self.init(kind, at: position, height: height, colour: view.season.leaf(&random), &random)
    }
  }

  /// The shadow on the ground, as an ellipse around where the crown's shadow falls.
  func cast(on canvas: inout Canvas, _ view: View) {
    guard let slant = view.light.slant else { return }
    let reach = height * (kind == .conifer || kind == .poplar || kind == .cactus ? 0.18 : 0.34)
    let middle = height * (kind == .bush ? 0.3 : 0.55)
    let tip = Position(position.x + slant.x * middle, 0, position.z + slant.y * middle)
    let long = height * 0.4 * (slant.x * slant.x + slant.y * slant.y).squareRoot() + reach
    let length = max((slant.x * slant.x + slant.y * slant.y).squareRoot(), 0.01)
    let along = Point(slant.x, slant.y) / length
    canvas.cast(
      Ellipse.unit.map { corner in
        let way = along * corner.x * long + Point(-along.y, along.x) * corner.y * reach
        return view.camera.point(Position(tip.x + way.x, 0, max(tip.z + way.y, 1)))
      })
  }

  func draw(on canvas: inout Canvas, _ view: View) {
    let foot = view.camera.point(position)
    let size = height * view.camera.zoom / position.z
    switch kind {
    case .conifer: drawConifer(on: &canvas, view, foot, size)
    case .broad, .poplar, .bush: drawCrown(on: &canvas, view, foot, size)
    case .bare: drawBare(on: &canvas, view, foot, size)
    case .palm: drawPalm(on: &canvas, view, foot, size)
    case .cactus: drawCactus(on: &canvas, view, foot, size)
    }
  }

  private func seen(_ colour: Colour, _ view: View, isLit: Bool) -> Colour {
    let light = view.light
    // Leaves let light through: against the sun they are not black.
    let front: Float = light.source.z < 0 ? 0.8 : 0.45
    let level = light.ambient * (isLit ? 0.95 : 0.72) + light.direct * (isLit ? front : 0.05)
    return light.hazed(colour * level, at: position.z)
  }

  private func trunk(
    _ view: View, _ foot: Point, width: Float, height: Float, lean: Float = 0
  ) -> [Point] {
    [
      foot + Point(-width / 2, 0), foot + Point(lean - width * 0.32, -height),
      foot + Point(lean + width * 0.32, -height), foot + Point(width / 2, 0),
    ]
  }

  private func bark(_ view: View) -> Colour {
    seen(Colour(0.40, 0.29, 0.21), view, isLit: false)
  }

  private func drawConifer(
    on canvas: inout Canvas, _ view: View, _ foot: Point, _ size: Float
  ) {
    canvas.fill(trunk(view, foot, width: size * 0.07, height: size * 0.2), bark(view), .tree)
    let (bright, dark) = (seen(colour * 1.35, view, isLit: true), seen(colour, view, isLit: false))
    let side: Float = view.light.source.x < 0 ? -1 : 1
    let tiers = 5
    for tier in 0..<tiers {
      let share = Float(tier) / Float(tiers)
      let low = foot.y - size * (0.10 + 0.72 * share)
      let high = low - size * (0.34 - 0.10 * share)
      let reach = size * 0.235 * (1 - share * 0.80) * (1 + 0.10 * shape[tier].x)
      let droop = size * 0.035
      let middle = foot.x + size * 0.012 * shape[tier].y
      let peak = Point(middle, max(high, foot.y - size))
      let base = [
        Point(middle - reach, low + droop), Point(middle - reach * 0.55, low),
        Point(middle - reach * 0.2, low + droop * 0.9), Point(middle + reach * 0.2, low + droop),
        Point(middle + reach * 0.55, low), Point(middle + reach, low + droop),
      ]
      canvas.fill([peak] + base, Wash(dark).grained(0.08), .tree)
      let lit =
        side < 0
        ? [peak, base[0], base[1], Point(middle - reach * 0.12, low - droop)]
        : [peak, Point(middle + reach * 0.12, low - droop), base[4], base[5]]
      canvas.fill(lit, Wash(bright).grained(0.08), nil)
      if isSnowy {
        let snow = view.seen(
          Colour(0.93, 0.95, 1.0), facing: Vector(side * 0.3, 0.7, -0.6), at: position.z)
        let (left, right) = (base[0], base[5])
        let cap = [
          peak, peak + (right - peak) * 0.86, Point(middle + reach * 0.42, low - droop * 2.2),
          Point(middle + reach * 0.12, low - droop * 0.9),
          Point(middle - reach * 0.3, low - droop * 2.4), peak + (left - peak) * 0.86,
        ]
        let shade = snow.mixed(dark, 0.35)
        canvas.fill(
          cap,
          Wash(
            side < 0 ? snow : shade, at: Point(middle - reach, low),
            side < 0 ? shade : snow, at: Point(middle + reach, low)), nil)
      }
    }
  }

  private func drawCrown(on canvas: inout Canvas, _ view: View, _ foot: Point, _ size: Float) {
    let (middle, reach, first): (Float, Point, Float) =
      switch kind {
      case .poplar: (0.56, Point(0.075, 0.30), 0.12)
      case .bush: (0.30, Point(0.40, 0.14), 0.30)
      default: (0.63, Point(0.23, 0.17), 0.24)
      }
    if kind != .bush {
      canvas.fill(trunk(view, foot, width: size * 0.085, height: size * 0.5), bark(view), .tree)
    }
    let centre = foot - Point(0, size * middle)
    // One big lump holds the others together.
    var discs = [SIMD3(centre.x, centre.y, size * (kind == .poplar ? 0.13 : first))]
    if kind == .poplar {
      for step in 0..<5 {
        let up = Float(step) / 4 * 2 - 1
        discs.append(
          SIMD3(
            centre.x + size * 0.02 * shape[step].x, centre.y - up * size * 0.30,
            size * (0.125 - 0.075 * up * up * (up > 0 ? 1 : 0.7))))
      }
    } else {
      for number in shape.prefix(8) {
        discs.append(
          SIMD3(
            centre.x + number.x * reach.x * size, centre.y + number.y * reach.y * size,
            size * (kind == .bush ? 0.17 : 0.10 + 0.075 * number.z)))
      }
    }
    let light = view.lightInPicture
    Lumps(
      discs: discs, bright: seen(colour * 1.18, view, isLit: true),
      dark: seen(colour * 0.82, view, isLit: false),
      light: Point(light.x * 0.8, min(light.y, -0.6)),
      roughness: size * 0.022, fineness: 420,
      floor: kind == .bush ? foot.y : nil
    ).draw(on: &canvas, .tree)
  }

  private func drawBare(on canvas: inout Canvas, _ view: View, _ foot: Point, _ size: Float) {
    let twigs = seen(colour, view, isLit: false)
    let snow = view.seen(Colour(0.84, 0.87, 0.94), at: position.z)
    canvas.fill(trunk(view, foot, width: size * 0.085, height: size * 0.55), twigs * 0.8, .tree)
    // Fine twigs with rime look like a pale crown from afar.
    let centre = foot - Point(0, size * 0.62)
    let discs =
      [SIMD3(centre.x, centre.y, size * 0.22)]
      + shape.prefix(7).map { number in
        SIMD3(
          centre.x + number.x * 0.2 * size, centre.y + number.y * 0.16 * size,
          size * (0.10 + 0.07 * number.z))
      }
    let light = view.lightInPicture
    Lumps(
      discs: discs, bright: snow.mixed(twigs, 0.22), dark: twigs.mixed(snow, 0.30),
      light: Point(light.x * 0.8, min(light.y, -0.6)), roughness: size * 0.035, fineness: 520
    ).draw(on: &canvas, .tree)
    for (index, number) in shape.prefix(5).enumerated() {
      let side: Float = index % 2 == 0 ? -1 : 1
      let start = foot - Point(0, size * (0.32 + 0.06 * Float(index)))
      let end =
        start + Point(side * size * (0.13 + 0.08 * number.z), -size * (0.16 + 0.1 * number.z))
      let thick = size * 0.014
      canvas.fill(
        [start - Point(0, thick), end, end + Point(0, thick * 0.6), start + Point(0, thick)],
        twigs * 0.8, .tree)
    }
  }

  private func drawPalm(on canvas: inout Canvas, _ view: View, _ foot: Point, _ size: Float) {
    let lean = shape[0].x * size * 0.12
    let bark = seen(Colour(0.55, 0.42, 0.29), view, isLit: true)
    canvas.fill(
      trunk(view, foot, width: size * 0.075, height: size * 0.82, lean: lean), bark, .tree)
    let heart = foot + Point(lean, -size * 0.82)
    let (bright, dark) = (seen(colour * 1.25, view, isLit: true), seen(colour, view, isLit: false))
    let fronds: [Point] = [
      Point(-0.40, 0.10), Point(0.41, 0.08), Point(-0.30, 0.24), Point(0.30, 0.25),
      Point(-0.34, -0.10), Point(0.33, -0.12), Point(-0.14, -0.20), Point(0.15, -0.19),
    ]
    for (index, frond) in fronds.enumerated() {
      let tip = heart + (frond + Point(shape[index].x, shape[index].y) * 0.03) * size
      let middle = heart + (tip - heart) * 0.5 - Point(0, size * 0.11)
      let width = Point(0, size * 0.045)
      canvas.fill(
        [heart - width * 0.4, middle - width, tip, middle + width, heart + width * 0.4],
        index >= 4 ? bright : dark, .tree)
    }
  }

  private func drawCactus(on canvas: inout Canvas, _ view: View, _ foot: Point, _ size: Float) {
    let (bright, dark) = (seen(colour * 1.2, view, isLit: true), seen(colour, view, isLit: false))
    let side: Float = view.light.source.x < 0 ? -1 : 1
    func stem(_ from: Point, _ to: Point, _ width: Float) {
      let across = Point(width / 2, 0)
      let paint = Wash(
        side < 0 ? bright : dark, at: from - across, side < 0 ? dark : bright, at: from + across)
      canvas.fill([from - across, to - across, to + across, from + across], paint, .tree)
      canvas.fill(Ellipse.circle(to, width / 2), paint, .tree)
    }
    for (arm, number) in [Float(-1), 1].enumerated() {
      let joint = foot + Point(number * size * 0.22, -size * (0.36 + 0.14 * shape[arm].z))
      canvas.fill(
        [
          Point(foot.x, joint.y - size * 0.05), Point(joint.x, joint.y - size * 0.05),
          Point(joint.x, joint.y + size * 0.05), Point(foot.x, joint.y + size * 0.05),
        ], dark, .tree)
      stem(joint, joint - Point(0, size * (0.2 + 0.12 * shape[arm + 2].z)), size * 0.11)
    }
    stem(foot, foot - Point(0, size * 0.92), size * 0.16)
  }
}
