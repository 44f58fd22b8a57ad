extension Building {
  /// Draws the roof, the spire or the dome of a part.
  func drawCover(_ part: Part, on canvas: inout Canvas, _ view: View) {
    switch part.cover {
    case .flat, .battlements: break
    case .gable(let rise): drawSlopes(part, rise, alongFront: false, on: &canvas, view)
    case .saddle(let rise): drawSlopes(part, rise, alongFront: true, on: &canvas, view)
    case .spire(let rise): drawSpire(part, rise, on: &canvas, view)
    case .dome(let rise): drawDome(part, rise, Self.ball, on: &canvas, view)
    case .onion(let rise): drawDome(part, rise, Self.onion, on: &canvas, view)
    }
  }

  /// The colour of a roof, under snow in winter.
  private func covered(_ part: Part, _ view: View, by snow: Float) -> Colour {
    guard view.season == .winter else { return part.coverColour }
    return part.coverColour.mixed(Colour(0.93, 0.95, 1.0), snow)
  }

  /// Two slopes over a box; they reach a little beyond its walls.
  private func drawSlopes(
    _ part: Part, _ rise: Float, alongFront: Bool, on canvas: inout Canvas, _ view: View
  ) {
    let (half, length) =
      alongFront ? (part.reach.y, part.reach.x) : (part.reach.x, part.reach.y)
    let beyond: Float = 0.35
    // u runs across the ridge, w along it.
    func position(_ u: Float, _ y: Float, _ w: Float) -> Position {
      alongFront
        ? world(part.middle.x + w, y, part.middle.y + u)
        : world(part.middle.x + u, y, part.middle.y + w)
    }
    func normal(_ side: Float) -> Vector {
      alongFront ? direction(0, half, side * rise) : direction(side * rise, half, 0)
    }
    let eaves = part.top - beyond * rise / half
    let (from, to) = (-length - beyond, length + beyond)
    let eye = Position(0, view.camera.height, 0)
    let distance = self.position.z
    for side in [Float(1), -1] {
      let facing = normal(side)
      let colour = view.seen(covered(part, view, by: 0.8), facing: facing, at: distance)
      let slope = [
        position(side * (half + beyond), eaves, from), position(0, part.top + rise, from),
        position(0, part.top + rise, to), position(side * (half + beyond), eaves, to),
      ]
      if (eye - slope[0]).dot(facing) > 0 {
        let points = slope.map(view.camera.point)
        canvas.fill(
          points,
          Wash(colour * 1.06, at: points[1], colour * 0.93, at: points[0])
            .grained(0.07, Point(260, 700)), .roof)
      }
    }
    // The edges of the roof over the gables, seen from before and behind.
    let edge = view.seen(
      part.coverColour * 0.82, facing: direction(alongFront ? 1 : 0, 0, alongFront ? 0 : -1),
      at: distance)
    for end in [to, from] {
      let facing = alongFront ? direction(end, 0, 0) : direction(0, 0, end)
      guard (eye - position(0, part.top, end)).dot(facing) > 0 else { continue }
      for side in [Float(1), -1] {
        canvas.fill(
          [
            position(side * (half + beyond), eaves, end), position(0, part.top + rise, end),
            position(0, part.top + rise - 0.42, end),
            position(side * (half + beyond), eaves - 0.42, end),
          ].map(view.camera.point), edge, .roof)
      }
    }
  }

  private func drawSpire(_ part: Part, _ rise: Float, on canvas: inout Canvas, _ view: View) {
    let (middle, reach) = (part.middle, part.reach * 1.12)
    let apex = world(middle.x, part.top + rise, middle.y)
    let eye = Position(0, view.camera.height, 0)
    let corners: [(Float, Float)] = [(-1, 1), (-1, -1), (1, -1), (1, 1)]
    let normals: [(Float, Float)] = [(-1, 0), (0, -1), (1, 0), (0, 1)]
    if part.isRound {
      let foot = view.camera.point(world(middle.x, part.top, middle.y))
      let half = reach.x * part.taper * view.camera.zoom / position.z
      drawCone(from: foot, half: half, to: view.camera.point(apex), part, on: &canvas, view)
    } else {
      for (index, normal) in normals.enumerated() {
        let facing = direction(normal.0 * rise, reach.x, normal.1 * rise)
        let (first, second) = (corners[index], corners[(index + 1) % 4])
        // The eaves hang below the top of the wall, so that no sky shows between them.
        let eaves = part.top - 0.3 - 0.1 * rise * reach.x / (rise + reach.x)
        let left = world(middle.x + first.0 * reach.x, eaves, middle.y + first.1 * reach.y)
        let right = world(middle.x + second.0 * reach.x, eaves, middle.y + second.1 * reach.y)
        guard (eye - left).dot(facing) > 0 else { continue }
        let colour = view.seen(covered(part, view, by: 0.45), facing: facing, at: position.z)
        canvas.fill(
          [left, apex, right].map(view.camera.point), Wash(colour).grained(0.06, Point(300, 600)),
          .roof)
      }
    }
    drawTop(at: apex, on: &canvas, view)
  }

  private func drawCone(
    from foot: Point, half: Float, to apex: Point, _ part: Part, on canvas: inout Canvas,
    _ view: View
  ) {
    let side: Float = view.light.source.x < 0 ? -1 : 1
    let colour = part.coverColour
    let bright = view.seen(colour, facing: Vector(side * 0.7, 0.4, -0.6).normalized, at: position.z)
    let dark = view.seen(colour * 0.85, facing: Vector(-side, 0.2, 0), at: position.z)
    canvas.fill(
      [foot - Point(half, 0), apex, foot + Point(half, 0)],
      Wash(bright, at: foot + Point(side * half * 0.4, 0), dark, at: foot - Point(side * half, 0)),
      .roof)
  }

  /// Outlines of domes, from the foot to the top: half width and height as shares.
  private static let ball: [Point] = [
    Point(0.98, 0), Point(1, 0.2), Point(0.93, 0.42), Point(0.78, 0.64), Point(0.54, 0.83),
    Point(0.26, 0.95), Point(0.07, 0.99), Point(0.05, 1),
  ]
  private static let onion: [Point] = [
    Point(0.74, 0), Point(0.95, 0.12), Point(1.05, 0.27), Point(0.98, 0.43), Point(0.74, 0.58),
    Point(0.42, 0.70), Point(0.19, 0.80), Point(0.08, 0.90), Point(0.03, 1),
  ]

  private func drawDome(
    _ part: Part, _ rise: Float, _ shape: [Point], on canvas: inout Canvas, _ view: View
  ) {
    let centre = world(part.middle.x, part.top, part.middle.y)
    let foot = view.camera.point(centre)
    let scale = view.camera.zoom / centre.z
    let half = max(part.reach.x, part.reach.y) * 1.1 * part.taper * scale
    let right = shape.map { foot + Point($0.x * half, -$0.y * rise * scale) }
    let left = shape.map { foot + Point(-$0.x * half, -$0.y * rise * scale) }
    let side: Float = view.light.source.x < 0 ? -1 : 1
    let colour = part.coverColour
    let bright = view.seen(colour, facing: Vector(side * 0.6, 0.6, -0.5).normalized, at: centre.z)
    let dark = view.seen(colour * 0.8, facing: Vector(-side, 0, 0), at: centre.z)
    let height = rise * scale
    canvas.fill(
      right + left.reversed(),
      Wash(
        bright * 1.08, at: foot + Point(side * half * 0.45, -height * 0.6), dark,
        at: foot + Point(-side * half * 0.9, height * 0.05)), .dome)
    drawTop(at: centre + Vector(0, rise, 0), on: &canvas, view)
  }

  /// A cross on top of a tower.
  private func drawTop(at position: Position, on canvas: inout Canvas, _ view: View) {
    guard hasCross else { return }
    let foot = view.camera.point(position - Vector(0, 0.1, 0))
    let size = view.camera.zoom / position.z
    let colour = view.light.lit(Colour(0.86, 0.70, 0.30))
    func bar(_ x: Float, _ from: Float, _ to: Float) -> [Point] {
      [
        foot + Point(-x, -from) * size, foot + Point(-x, -to) * size,
        foot + Point(x, -to) * size, foot + Point(x, -from) * size,
      ]
    }
    canvas.fill(bar(0.10, 0, 1.4), colour, nil)
    canvas.fill(bar(0.42, 0.80, 1.02), colour, nil)
  }
}
