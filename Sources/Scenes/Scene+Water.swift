extension Scene {
  private static func hull(_ random: inout SceneRandom) -> Colour {
    random.one(of: [
      Colour(0.72, 0.18, 0.15), Colour(0.16, 0.30, 0.50), Colour(0.20, 0.44, 0.36),
      Colour(0.50, 0.33, 0.20), Colour(0.86, 0.62, 0.20), Colour(0.90, 0.89, 0.85),
    ])
  }

  private mutating func addBoat(
    _ kind: Boat.Kind, _ u: Float, _ distance: Float, _ random: inout SceneRandom
  ) {
    let length: Float = kind == .rowing ? random.within(4...5) : random.within(6...9)
    let sail: Colour = random.one(of: [
      Colour(0.95, 0.93, 0.88): 0.7, Colour(0.80, 0.42, 0.28): 0.2, Colour(0.90, 0.78, 0.50): 0.1,
    ])
    near.append(
      .boat(
        Boat(
          kind: kind, position: Position((u - 0.5) * distance / view.camera.zoom, 0, distance),
          length: length, heading: random.side(), colour: Self.hull(&random), sail: sail)))
  }

  /// Water from a far shore to a curved near one, or to the lower edge.
  ///
  /// `nearShore` holds heights in the picture at the left, the middle and the right.
  private mutating func flood(shore: Float, nearShore: [Float]?, ripples: Float) {
    var outline = [Point(0, shore), Point(1, shore)]
    if let nearShore {
      outline += (0...16).map { step in
        let x = 1 - Float(step) / 16
        let (left, right) = ((1 - x) * (1 - x), x * x)
        return Point(x, left * nearShore[0] + 2 * x * (1 - x) * nearShore[1] + right * nearShore[2])
      }
    } else {
      outline += [Point(1, 1), Point(0, 1)]
    }
    var water = Ground(outline, .water, Colour(0.13, 0.32, 0.42), .black)
    water.shore = shore
    water.ripples = ripples
    ground.append(water)
  }

  static func lake(_ seed: UInt64, _ random: inout SceneRandom) -> Scene {
    let view = View.drawn(horizon: 0.44...0.54, height: 4...6, &random)
    var scene = Scene(.lake, seed: seed, view, &random)
    let turf = view.season.turf(&random)
    scene.addLand(mountainous: 0.8, wooded: 0.75, turf: turf, &random)
    let shore = view.camera.horizon + random.within(0.03...0.06)
    let far = view.camera.distance(atGround: shore)
    // The plane must lie under what stands on the far shore.
    let plane = scene.ground.removeFirst()
    for _ in 0..<random.count(2...6) {
      scene.plant(
        random.within(0...1), far * random.within(1.02...1.15), height: 7...12, conifers: 0.6,
        &random)
    }
    scene.far = scene.near
    scene.near = []
    if random.chance(0.3) {
      scene.far.append(
        .building(
          .cabin(
            at: Position(random.within(-0.3...0.3) * far / view.camera.zoom, 0, far * 1.01),
            turn: Building.turn(random.within(-0.25...0.25)), &random)))
    }
    scene.farGround = [plane]
    let edge = [random.within(0.70...0.98), random.within(0.74...1.0), random.within(0.70...0.98)]
    scene.flood(shore: shore, nearShore: edge, ripples: random.within(0.006...0.02))
    let bank = scene.bank(edge, view.season.turfConcept, turf)
    scene.ground.append(bank)
    if random.chance(0.6) {
      scene.addBoat(
        random.chance(0.5) ? .rowing : .sailing, random.within(0.2...0.8),
        far * random.within(0.35...0.6),
        &random)
    }
    for _ in 0..<random.count(1...3) {
      let u = random.chance(0.5) ? random.within(-0.02...0.25) : random.within(0.75...1.02)
      scene.plant(
        u, view.camera.foreground * random.within(1.0...1.2), height: 4...6, conifers: 0.4, &random)
    }
    for _ in 0..<random.count(0...3) {
      scene.addRock(
        random.within(0.05...0.95), view.camera.foreground * random.within(1...1.15),
        width: random.within(0.8...1.8), &random)
    }
    return scene
  }

  /// The ground before water, with the same edge.
  private func bank(_ edge: [Float], _ concept: Concept, _ turf: Season.Turf) -> Ground {
    let curve = (0...16).map { step in
      let x = Float(step) / 16
      let (left, right) = ((1 - x) * (1 - x), x * x)
      return Point(x, left * edge[0] + 2 * x * (1 - x) * edge[1] + right * edge[2])
    }
    return Ground(curve + [Point(1, 1.02), Point(0, 1.02)], concept, turf.colour, turf.patch)
  }

  static func harbour(_ seed: UInt64, _ random: inout SceneRandom) -> Scene {
    let view = View.drawn(horizon: 0.46...0.54, height: 5...7, &random)
    var scene = Scene(.harbour, seed: seed, view, &random)
    let turf = view.season.turf(&random)
    scene.addLand(mountainous: 0.4, wooded: 0.35, turf: turf, &random)
    scene.farGround = scene.ground
    scene.ground = []
    let distance = random.within(44...58)
    let quay = view.camera.point(Position(0, 0, distance)).y
    var x = -distance * 0.5
    let light = random.chance(0.75) ? random.within(-0.4...0.4) * distance : 1000
    while x < distance * 0.5 {
      let width = random.within(8.4...10)
      if abs(x + 4 - light) > 7 {
        scene.far.append(
          .building(
            .house(
              at: Position(x + 4, 0, distance * 1.06),
              turn: Building.turn(random.within(-0.06...0.06)),
              storeys: random.count(2...3), &random)))
      }
      x += width
    }
    if abs(light) < distance {
      scene.far.append(.building(.lighthouse(at: Position(light, 0, distance * 1.03), &random)))
    }
    scene.quay = Wharf(top: view.camera.point(Position(0, 0, distance * 1.03)).y, foot: quay)
    scene.flood(shore: quay, nearShore: nil, ripples: random.within(0.012...0.03))
    for number in 0..<random.count(2...4) {
      let u = 0.12 + 0.76 * (Float(number) + random.within(0.1...0.9)) / 4
      scene.addBoat(
        random.chance(0.5) ? .fishing : .sailing, u, distance * random.within(0.45...0.85), &random)
    }
    return scene
  }

  static func beach(_ seed: UInt64, _ random: inout SceneRandom) -> Scene {
    let view = View.drawn(horizon: 0.42...0.54, height: 3.4...5, season: .summer, &random)
    var scene = Scene(.beach, seed: seed, view, &random)
    let sand = Colour(0.92, 0.83, 0.62) + random.within(-0.04...0.04)
    if random.chance(0.35) {
      scene.hills.append(
        Hills(
          distance: 230, height: random.within(0.03...0.08), colour: Colour(0.36, 0.52, 0.28),
          concept: .grass, &random))
    }
    let edge = [
      random.within(0.60...0.88), random.within(0.62...0.86), random.within(0.60...0.88),
    ]
    scene.flood(shore: view.camera.horizon, nearShore: edge, ripples: 0.03)
    // Foam lies between the water and the sand.
    let foam = Colour(0.95, 0.97, 0.98)
    scene.ground.append(scene.bank(edge.map { $0 - 0.012 }, .water, (foam, foam)))
    scene.ground.append(scene.bank(edge, .sand, (sand, sand * 1.04)))
    if random.chance(0.7) {
      scene.addBoat(.sailing, random.within(0.15...0.85), random.within(50...90), &random)
    }
    let front = view.camera.foreground
    for _ in 0..<random.count(1...3) {
      let u = random.chance(0.5) ? random.within(0.0...0.3) : random.within(0.7...1)
      let distance = front * random.within(1.05...1.4)
      scene.near.append(
        .tree(
          Tree(
            .palm, at: Position((u - 0.5) * distance / view.camera.zoom, 0, distance),
            height: random.within(4.5...7), colour: Colour(0.26, 0.50, 0.20), &random)))
    }
    for _ in 0..<random.count(1...4) {
      let distance = front * random.within(1.02...1.3)
      scene.near.append(
        .person(
          Person(
            at: Position(random.within(-0.4...0.4) * distance / view.camera.zoom, 0, distance),
            &random
          )))
    }
    if random.chance(0.4) {
      scene.addRock(
        random.within(0.05...0.95), front * random.within(1.05...1.3),
        width: random.within(0.8...1.8),
        &random)
    }
    return scene
  }
}
