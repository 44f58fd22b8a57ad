extension Building {
  /// Colours that walls of stone or plaster have.
  static func masonry(_ random: inout SceneRandom) -> Colour {
    random.one(
      of: [
        Colour(0.93, 0.91, 0.86): 0.26, Colour(0.88, 0.80, 0.64): 0.18,
        Colour(0.66, 0.63, 0.58): 0.18, Colour(0.70, 0.36, 0.27): 0.16,
        Colour(0.90, 0.74, 0.46): 0.12, Colour(0.86, 0.66, 0.58): 0.10,
      ], as: "wall") + Colour(random.bell(), random.bell(), random.bell()) * 0.02
  }

  /// Colours that roofs have.
  static func tiles(_ random: inout SceneRandom) -> Colour {
    random.one(
      of: [
        Colour(0.62, 0.27, 0.19): 0.38, Colour(0.31, 0.34, 0.41): 0.30,
        Colour(0.44, 0.29, 0.22): 0.20, Colour(0.33, 0.50, 0.44): 0.12,
      ], as: "roof") + Colour(random.bell(), random.bell(), random.bell()) * 0.02
  }

  static func paint(_ random: inout SceneRandom) -> Colour {
    random.one(
      of: [
        Colour(0.40, 0.23, 0.12): 0.40, Colour(0.55, 0.14, 0.12): 0.25,
        Colour(0.16, 0.32, 0.24): 0.20, Colour(0.16, 0.26, 0.44): 0.15,
      ], as: "door colour")
  }

  /// A church: a nave with a tower before, beside or on it, with two towers, or with a dome.
  ///
  /// `middle` is where the door is, from the left edge of the picture; `tallness`, how much of the
  /// height of the picture it takes.
  static func church(
    _ view: View, middle: Float, tallness: Float, _ random: inout SceneRandom
  ) -> Building {
    let wall = masonry(&random)
    let roof = tiles(&random)
    let towerWall = random.chance(0.7) ? wall : wall * 0.93
    let head: Opening.Head = random.one(
      of: [.round: 0.5, .pointed: 0.4, .flat: 0.1], as: "head of windows")
    let copper = random.one(
      of: [
        Colour(0.36, 0.60, 0.52): 0.45, Colour(0.88, 0.68, 0.24): 0.30,
        Colour(0.30, 0.38, 0.52): 0.25,
      ], as: "dome colour")
    let half = random.within(3.2...4.4, as: "nave width")
    let depth = random.within(5...8)
    let eaves = random.within(4.2...5.8, as: "nave height")
    let rise = half * random.within(0.95...1.45, as: "gable height")
    let doorWidth = random.within(1.7...2.2, as: "door width")
    let doorHeight = doorWidth * random.within(1.55...1.85, as: "door height")
    func door(_ side: Side = .front) -> Opening {
      Opening(
        concept: .door, side: side, across: 0, sill: 0, width: doorWidth, height: doorHeight,
        head: head)
    }
    func window(
      _ side: Side, _ across: Float, _ sill: Float, _ width: Float, _ height: Float,
      _ head: Opening.Head
    ) -> Opening {
      Opening(
        concept: .window, side: side, across: across, sill: sill, width: width, height: height,
        head: head)
    }
    let bays = random.count(2...4, as: "bays")
    let paneWidth = random.within(1.0...1.3)
    let sides = [Side.left, .right].flatMap { side in
      (0..<bays).map { bay in
        window(
          side, (Float(bay) + 0.5) / Float(bays) * depth * 2 - depth, eaves * 0.28, paneWidth,
          eaves * 0.5, head)
      }
    }
    func nave(_ openings: [Opening], from front: Float = 0) -> Part {
      Part(
        middle: Point(0, front + depth), reach: Point(half, depth), top: eaves, colour: wall,
        cover: .gable(rise: rise), coverColour: roof, openings: openings + sides)
    }
    func tower(
      _ middle: Point, _ reach: Float, _ top: Float, _ cover: Cover, bottom: Float = 0,
      _ openings: [Opening] = []
    ) -> Part {
      let isDome =
        switch cover {
        case .dome, .onion: true
        default: false
        }
      let belfry = Side.allCases.map { side in
        window(side, 0, top - reach * 1.35, reach * 0.62, reach * 1.0, head)
      }
      return Part(
        concept: .tower, middle: middle, reach: Point(reach, reach), bottom: bottom, top: top,
        colour: towerWall, cover: cover, coverColour: isDome ? copper : roof,
        openings: openings + belfry)
    }
    func crown(_ reach: Float) -> Cover {
      random.one(
        of: [
          Cover.spire(rise: reach * random.within(1.8...2.6, as: "low spire height")): 0.38,
          Cover.spire(rise: reach * random.within(3.0...4.4, as: "high spire height")): 0.22,
          Cover.onion(rise: reach * random.within(1.9...2.3, as: "onion height")): 0.20,
          Cover.dome(rise: reach * random.within(1.1...1.4, as: "dome height")): 0.20,
        ], as: "crown")
    }
    let rose = window(.front, 0, eaves * 0.92, half * 0.46, half * 0.46, .rose)
    func flanks(_ share: Float) -> [Opening] {
      [Float(-1), 1].map { side in
        window(.front, side * half * share, eaves * 0.3, paneWidth * 0.9, eaves * 0.42, head)
      }
    }
    let parts: [Part]
    switch random.one(of: [0: 0.27, 1: 0.25, 2: 0.16, 3: 0.18, 4: 0.14], as: "layout") {
    case 0:
      // The tower stands before the nave, and the door is in it.
      let reach = half * random.within(0.42...0.52, as: "tower width")
      let top = (eaves + rise) * random.within(1.15...1.45, as: "tower height")
      parts = [
        nave(flanks(0.77), from: reach * 1.4),
        tower(Point(0, reach), reach, top, crown(reach), [door()]),
      ]
    case 1:
      // The tower stands beside the front.
      let reach = half * random.within(0.40...0.5, as: "tower width")
      let side = random.side(as: "tower side")
      let top = (eaves + rise) * random.within(1.2...1.6, as: "tower height")
      let beside = tower(
        Point(side * (half + reach * 0.8), reach + random.within(0...2)), reach, top, crown(reach))
      parts = [nave([door(), rose] + flanks(0.65)), beside]
    case 2:
      // A turret rides on the ridge.
      let reach = half * random.within(0.27...0.36, as: "tower width")
      let turret = tower(
        Point(0, reach + 0.4), reach, eaves + rise + reach * 2.2, crown(reach),
        bottom: eaves + rise * 0.55)
      parts = [nave([door(), rose] + flanks(0.65)), turret]
    case 3:
      // A dome over the middle, with a gable before it.
      let drum = half * random.within(0.66...0.85, as: "tower width")
      let body = Part(
        middle: Point(0, depth * 0.8 + 1), reach: Point(half * 1.35, depth * 0.75), top: eaves,
        colour: wall, cover: .saddle(rise: rise * 0.45), coverColour: roof, openings: flanksOf(half)
      )
      let lights = [Float(-0.5), 0.5].map { across in
        Opening(
          concept: .window, side: .front, across: across * drum, sill: eaves + rise * 0.62,
          width: drum * 0.34, height: drum * 0.62, head: .round)
      }
      let dome = Part(
        concept: .tower, isRound: true, middle: Point(0, depth * 0.8 + 1),
        reach: Point(drum, drum), bottom: eaves * 0.9, top: eaves + rise * 0.55 + drum * 0.85,
        colour: towerWall,
        cover: .dome(rise: drum * random.within(1.05...1.35, as: "tower height")),
        coverColour: copper, openings: lights)
      let porch = Part(
        middle: Point(0, 1.2), reach: Point(half * 0.72, 1.2), top: eaves * 0.86, colour: wall,
        cover: .gable(rise: rise * 0.6), coverColour: roof, openings: [door()])
      parts = [body, dome, porch]
    default:
      // Two towers flank the front.
      let reach = half * random.within(0.34...0.42, as: "tower width")
      let top = (eaves + rise) * random.within(1.0...1.3, as: "tower height")
      let cover = crown(reach)
      parts = [
        nave([door(), rose]),
        tower(Point(-half - reach * 0.4, reach * 0.75), reach, top, cover),
        tower(Point(half + reach * 0.4, reach * 0.75), reach, top, cover),
      ]
    }
    let height = parts.map(\.height).max() ?? 1
    let distance = view.camera.zoom * height / tallness
    let x = (middle - 0.5) * distance / view.camera.zoom
    return Building(
      position: Position(x, 0, distance),
      turn: turn(random.side(as: "turn side") * random.within(0.02...0.30, as: "turn")),
      parts: parts, doorColour: paint(&random), frameColour: wall * 1.08, hasCross: true)
  }

  /// Windows in the front of a wide body, left and right of what stands before it.
  private static func flanksOf(_ half: Float) -> [Opening] {
    [Float(-1), 1].map { side in
      Opening(
        concept: .window, side: .front, across: side * half * 1.02, sill: 1.4, width: 1.1,
        height: 2.3, head: .round)
    }
  }
}
