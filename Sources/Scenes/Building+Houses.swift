extension Building {
  /// Rows of windows in a wall, none where a door is.
  private static func panes(
    _ side: Side, half: Float, storeys: Int, storey: Float, bays: Int, skippingMiddle: Bool
  ) -> [Opening] {
    (0..<storeys).flatMap { level in
      (0..<bays).compactMap { bay in
        let across = (Float(bay) + 0.5) / Float(bays) * half * 2 - half
        guard !(skippingMiddle && level == 0 && abs(across) < half * 0.3) else { return nil }
        return Opening(
          concept: .window, side: side, across: across, sill: Float(level) * storey + storey * 0.36,
          width: min(1.15, half / Float(bays)), height: storey * 0.44, head: .flat)
      }
    }
  }

  /// A dwelling of one to three storeys with a chimney.
  static func house(
    at position: Position, turn: Point, storeys: Int, _ random: inout SceneRandom
  ) -> Building {
    let wall: Colour = random.one(of: [
      Colour(0.94, 0.92, 0.87): 0.28, Colour(0.90, 0.78, 0.52): 0.20,
      Colour(0.80, 0.52, 0.42): 0.16, Colour(0.62, 0.70, 0.76): 0.12,
      Colour(0.70, 0.66, 0.60): 0.14, Colour(0.60, 0.42, 0.30): 0.10,
    ])
    let roof = tiles(&random)
    let half = random.within(3.2...4.4)
    let depth = random.within(3.0...4.2)
    let storey = random.within(2.7...3.1)
    let top = storey * Float(storeys) + 0.3
    let isGabled = random.chance(0.5)
    let rise = (isGabled ? half : depth) * random.within(0.7...1.05)
    let door = Opening(
      concept: .door, side: .front, across: 0, sill: 0, width: 1.5, height: 2.35, head: .flat)
    var openings = [door]
    openings += panes(
      .front, half: half, storeys: storeys, storey: storey, bays: 3, skippingMiddle: true)
    for side in [Side.left, .right] {
      openings += panes(
        side, half: depth, storeys: storeys, storey: storey, bays: 2, skippingMiddle: false)
    }
    if isGabled && rise > 2.4 {
      openings.append(
        Opening(
          concept: .window, side: .front, across: 0, sill: top + rise * 0.15, width: 1.0,
          height: 1.1, head: .flat))
    }
    let body = Part(
      middle: Point(0, depth), reach: Point(half, depth), top: top, colour: wall,
      cover: isGabled ? .gable(rise: rise) : .saddle(rise: rise), coverColour: roof,
      openings: openings)
    let chimney = Part(
      middle: Point(half * 0.45 * random.side(), depth * (isGabled ? 1.2 : 0.95)),
      reach: Point(0.4, 0.4), bottom: top + rise * 0.5, top: top + rise * 1.12,
      colour: Colour(0.55, 0.36, 0.30), cover: .flat, coverColour: roof)
    return Building(
      position: position, turn: turn, parts: [body, chimney], doorColour: paint(&random),
      frameColour: wall.mixed(.white, 0.6))
  }

  /// A barn: large, of boards, with a wide door; sometimes with a silo beside it.
  static func barn(
    at position: Position, turn: Point, hasSilo: Bool, _ random: inout SceneRandom
  ) -> Building {
    let wall: Colour = random.one(of: [
      Colour(0.64, 0.20, 0.16): 0.6, Colour(0.50, 0.36, 0.25): 0.25,
      Colour(0.88, 0.86, 0.80): 0.15,
    ])
    let roof = random.chance(0.5) ? Colour(0.36, 0.36, 0.40) : Colour(0.46, 0.30, 0.24)
    let half = random.within(4.6...5.6)
    let depth = random.within(6...8)
    let top = random.within(4.2...5)
    let rise = half * random.within(0.7...0.9)
    let door = Opening(
      concept: .door, side: .front, across: 0, sill: 0, width: 3.4, height: 3.3, head: .flat)
    let loft = Opening(
      concept: .window, side: .front, across: 0, sill: top + rise * 0.12, width: 1.5, height: 1.4,
      head: .flat)
    let lights = [Side.left, .right].flatMap {
      panes($0, half: depth, storeys: 1, storey: 4, bays: 3, skippingMiddle: false)
    }
    let body = Part(
      middle: Point(0, depth), reach: Point(half, depth), top: top, colour: wall,
      cover: .gable(rise: rise), coverColour: roof, openings: [door, loft] + lights)
    let silo = Part(
      concept: .tower, isRound: true, middle: Point(random.side() * (half + 2), 2.2),
      reach: Point(1.9, 1.9), top: top + rise * 1.05, colour: Colour(0.72, 0.73, 0.74),
      cover: .dome(rise: 1.5), coverColour: Colour(0.60, 0.62, 0.66))
    return Building(
      position: position, turn: turn, parts: hasSilo ? [body, silo] : [body],
      doorColour: random.chance(0.6) ? Colour(0.90, 0.88, 0.82) : wall * 0.5,
      frameColour: Colour(0.92, 0.90, 0.86))
  }

  /// A hut of logs.
  static func cabin(at position: Position, turn: Point, _ random: inout SceneRandom) -> Building {
    let wall = Colour(0.47, 0.31, 0.20) + random.within(-0.04...0.06)
    let (half, depth, top, rise) = (Float(3.2), Float(3), Float(2.9), Float(2.5))
    var openings = [
      Opening(
        concept: .door, side: .front, across: -0.9, sill: 0, width: 1.4, height: 2.2, head: .flat),
      Opening(
        concept: .window, side: .front, across: 1.4, sill: 1, width: 1.3, height: 1.2, head: .flat),
    ]
    for side in [Side.left, .right] {
      openings += panes(side, half: depth, storeys: 1, storey: 2.9, bays: 2, skippingMiddle: false)
    }
    let body = Part(
      middle: Point(0, depth), reach: Point(half, depth), top: top, colour: wall,
      cover: random.chance(0.6) ? .gable(rise: rise) : .saddle(rise: rise),
      coverColour: tiles(&random), openings: openings)
    return Building(
      position: position, turn: turn, parts: [body], doorColour: Colour(0.28, 0.17, 0.10),
      frameColour: Colour(0.80, 0.72, 0.58))
  }

  /// A round tower with a light, banded in red and white.
  static func lighthouse(at position: Position, _ random: inout SceneRandom) -> Building {
    let colour = random.chance(0.7) ? Colour(0.78, 0.20, 0.16) : Colour(0.24, 0.30, 0.42)
    let height = random.within(13...18)
    let body = Part(
      concept: .tower, isRound: true, middle: Point(0, 2), reach: Point(2, 2), top: height,
      colour: colour, cover: .flat, coverColour: colour,
      openings: [
        Opening(
          concept: .door, side: .front, across: 0, sill: 0, width: 1.5, height: 2.6, head: .round)
      ], taper: 0.66, bands: height / 5)
    let lamp = Part(
      concept: .tower, isRound: true, middle: Point(0, 2), reach: Point(1.15, 1.15), bottom: height,
      top: height + 2, colour: Colour(0.90, 0.88, 0.70), cover: .dome(rise: 1.3),
      coverColour: colour,
      openings: [
        Opening(
          concept: .window, side: .front, across: 0, sill: height + 0.3, width: 1.4, height: 1.4,
          head: .flat)
      ])
    return Building(
      position: position, turn: Point(1, 0), parts: [body, lamp], doorColour: paint(&random),
      frameColour: Colour(0.95, 0.94, 0.90))
  }

  /// A castle: walls between towers, a gate, and a keep behind.
  static func castle(_ view: View, middle: Float, _ random: inout SceneRandom) -> Building {
    let wall =
      random.one(of: [
        Colour(0.66, 0.62, 0.55): 0.45, Colour(0.58, 0.58, 0.60): 0.35,
        Colour(0.76, 0.66, 0.50): 0.2,
      ]) + random.within(-0.03...0.03)
    let roof = tiles(&random)
    let isRound = random.chance(0.55)
    let half = random.within(11...15)
    let depth = random.within(8...10)
    let top = random.within(6.5...8.5)
    let reach = random.within(2.4...3.1)
    func slits(_ side: Side, _ top: Float) -> [Opening] {
      [
        Opening(
          concept: .window, side: side, across: 0, sill: top - 3.4, width: 1.1, height: 1.9,
          head: .round)
      ]
    }
    func tower(
      _ x: Float, _ z: Float, _ top: Float, _ reach: Float, _ random: inout SceneRandom
    ) -> Part {
      let sides: [Side] = isRound ? [.front] : Side.allCases
      return Part(
        concept: .tower, isRound: isRound, middle: Point(x, z), reach: Point(reach, reach),
        top: top, colour: wall * 0.97,
        cover: random.chance(0.55) ? .spire(rise: reach * random.within(1.8...2.6)) : .battlements,
        coverColour: roof, openings: sides.flatMap { slits($0, top) })
    }
    let gate = Opening(
      concept: .door, side: .front, across: 0, sill: 0, width: 3.4, height: 4.6, head: .round)
    let high = top * random.within(1.3...1.6)
    let keep = Part(
      middle: Point(random.within(-3...3), depth * 1.5), reach: Point(half * 0.42, 4),
      top: top * random.within(1.45...1.8), colour: wall * 1.03,
      cover: random.chance(0.6) ? .saddle(rise: 4) : .battlements, coverColour: roof,
      openings: panes(
        .front, half: half * 0.42, storeys: 3, storey: top * 0.5, bays: 3, skippingMiddle: false))
    func curtain(_ middle: Point, _ reach: Point) -> Part {
      Part(
        middle: middle, reach: reach, top: top, colour: wall, cover: .battlements, coverColour: roof
      )
    }
    let gatehouse = Part(
      concept: .tower, middle: Point(0, 1.2), reach: Point(3.6, 2.4), top: top * 1.2, colour: wall,
      cover: .battlements, coverColour: roof, openings: [gate])
    let parts = [
      keep, tower(-half, depth * 2, high, reach, &random),
      tower(half, depth * 2, high, reach, &random),
      curtain(Point(-half, depth), Point(0.8, depth)),
      curtain(Point(half, depth), Point(0.8, depth)),
      curtain(Point(0, 1), Point(half, 0.8)), gatehouse,
      tower(-half, 0.8, high, reach, &random),
      tower(half, 0.8, high * random.within(0.9...1.1), reach, &random),
    ]
    let distance = view.camera.zoom * half * 2 / random.within(0.62...0.84)
    return Building(
      position: Position((middle - 0.5) * distance / view.camera.zoom, 0, distance),
      turn: turn(random.side() * random.within(0.02...0.14)), parts: parts,
      doorColour: Colour(0.30, 0.19, 0.11), frameColour: wall * 0.82)
  }
}
