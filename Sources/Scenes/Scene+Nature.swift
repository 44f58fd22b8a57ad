extension Scene {
  static func forest(_ seed: UInt64, _ random: inout SceneRandom) -> Scene {
    let view = View.drawn(horizon: 0.56...0.66, height: 2...3, &random)
    var scene = Scene(.forest, seed: seed, view, &random)
    let turf = view.season.turf(&random)
    let conifers: Float = random.one(of: [0.05: 0.4, 0.5: 0.25, 0.95: 0.35])
    scene.addLand(mountainous: 0.1, wooded: 0, turf: turf, &random)
    let wood =
      conifers > 0.4
      ? view.season.needle(&random)
      : view.season == .winter ? Colour(0.42, 0.38, 0.37) : view.season.leaf(&random) * 0.8
    for (distance, height) in [(Float(110), Float(0.14)), (70, 0.12)] {
      scene.hills.append(
        Hills(
          wood: distance, height: height * random.within(0.8...1.3), colour: wood,
          isPointed: conifers > 0.4, &random))
    }
    if random.chance(0.7) {
      scene.ground.append(
        Ground(
          pathFrom: Position(random.within(-12...12), 0, 60), width: random.within(1.6...2.4),
          drift: random.within(-2...2), bend: random.within(-3...3), view, earth(&random)))
    }
    for _ in 0..<random.count(14...24) {
      // Even in the picture: as many trees near as far, by 1 / distance.
      let distance = 1 / random.within(1 / 52...1 / 13)
      let u = random.within(0...1)
      let isBefore = distance < 24
      scene.plant(
        isBefore ? (u < 0.5 ? u * 0.72 - 0.06 : 0.70 + (u - 0.5) * 0.72) : u, distance,
        height: 7...13, conifers: conifers, tallest: 0.95,
        &random)
    }
    for _ in 0..<random.count(0...4) {
      if random.chance(0.6) {
        scene.plantBush(random.within(0...1), random.within(10...20), &random)
      } else {
        scene.addRock(
          random.within(0...1), random.within(9...18), width: random.within(0.9...2), &random)
      }
    }
    return scene
  }

  static func meadow(_ seed: UInt64, _ random: inout SceneRandom) -> Scene {
    let view = View.drawn(horizon: 0.50...0.64, height: 2...4, &random)
    var scene = Scene(.meadow, seed: seed, view, &random)
    let turf = view.season.turf(&random)
    scene.addLand(mountainous: 0.45, wooded: 0.5, turf: turf, &random)
    for _ in 0..<random.count(1...3) {
      scene.plant(
        random.within(0.05...0.95), random.within(14...34), height: 5...9, conifers: 0.15, &random)
    }
    let distance = random.within(11...16)
    let wood = random.chance(0.3) ? Colour(0.90, 0.89, 0.85) : Colour(0.55, 0.42, 0.30)
    let tilt = random.within(-6...6)
    let isOpen = random.chance(0.5)
    scene.near.append(
      .fence(
        Fence(
          from: Position(-14, 0, distance + tilt * 0.5), to: Position(14, 0, distance - tilt * 0.5),
          height: 1.3, colour: wood, isOpen: isOpen)))
    for _ in 0..<random.count(0...3) {
      scene.plantBush(random.within(0...1), random.within(14...26), &random)
    }
    if random.chance(0.25) {
      scene.addRock(
        random.within(0.1...0.9), random.within(12...20), width: random.within(1...2), &random)
    }
    return scene
  }

  static func desert(_ seed: UInt64, _ random: inout SceneRandom) -> Scene {
    let view = View.drawn(horizon: 0.52...0.66, height: 2.4...4, season: .summer, &random)
    var scene = Scene(.desert, seed: seed, view, &random)
    let sand =
      random.one(of: [
        Colour(0.90, 0.76, 0.50): 0.5, Colour(0.86, 0.62, 0.40): 0.3, Colour(0.92, 0.84, 0.66): 0.2,
      ]) + random.within(-0.03...0.03)
    if random.chance(0.6) {
      for _ in 0..<random.count(1...3) {
        let distance = random.within(180...320)
        scene.far.append(
          .rock(
            Rock(
              position: Position(
                random.within(-0.5...0.5) * distance / view.camera.zoom, 0, distance),
              width: distance * random.within(0.16...0.34),
              height: distance * random.within(0.07...0.15),
              colour: sand.mixed(Colour(0.62, 0.34, 0.24), 0.7), isTable: true,
              jitter: (0..<7).map { _ in random.bell() })))
      }
    }
    for distance in [Float(150), 80] where random.chance(0.75) {
      scene.hills.append(
        Hills(
          distance: distance, height: random.within(0.03...0.09), colour: sand * 0.96,
          concept: .sand, &random))
    }
    var plane = Ground(view, .sand, sand, sand * 1.05)
    plane.furrow = random.within(1.2...2)
    plane.across = Point(0.35, 0.93)
    scene.ground.append(plane)
    for _ in 0..<random.count(1...4) {
      scene.addRock(
        random.within(0.02...0.98), random.within(9...28), width: random.within(1.2...3.4),
        colour: sand.mixed(Colour(0.50, 0.34, 0.28), 0.6), &random)
    }
    let isOasis = random.chance(0.3)
    for _ in 0..<random.count(isOasis ? 2...4 : 0...3) {
      let distance = random.within(13...32)
      scene.near.append(
        .tree(
          Tree(
            isOasis ? .palm : .cactus,
            at: Position(random.within(-0.45...0.45) * distance / view.camera.zoom, 0, distance),
            height: isOasis ? random.within(5...7.5) : random.within(2.6...4.6),
            colour: Colour(0.30, 0.46, 0.24), &random)))
    }
    return scene
  }

  static func ski(_ seed: UInt64, _ random: inout SceneRandom) -> Scene {
    let view = View.drawn(horizon: 0.46...0.58, height: 4...7, season: .winter, &random)
    var scene = Scene(.ski, seed: seed, view, &random)
    let turf = view.season.turf(&random)
    if random.chance(0.6) {
      scene.mountains.append(
        Mountains(view, distance: 420, height: random.within(0.26...0.40), snowline: 0.3, &random))
    }
    scene.mountains.append(
      Mountains(
        view, distance: 240, height: random.within(0.18...0.30),
        snowline: random.within(0.1...0.35),
        &random))
    scene.hills.append(
      Hills(
        distance: 130, height: random.within(0.05...0.12), colour: turf.colour, concept: .snow,
        &random))
    scene.ground.append(Ground(view, .snow, turf.colour, turf.patch))
    for _ in 0..<random.count(5...12) {
      let side = random.side()
      scene.plant(
        0.5 + side * random.within(0.22...0.52), 1 / random.within(1 / 60...1 / 15),
        height: 6...10, conifers: 1, tallest: 0.6, &random)
    }
    if random.chance(0.4) {
      let distance = random.within(30...42)
      scene.near.append(
        .building(
          .cabin(
            at: Position(random.side() * distance * random.within(0.1...0.28), 0, distance),
            turn: Building.turn(random.within(-0.25...0.25)), &random)))
    }
    for _ in 0..<random.count(2...5) {
      let distance = random.within(9...26)
      scene.near.append(
        .person(
          Person(
            at: Position(random.within(-0.36...0.36) * distance / view.camera.zoom, 0, distance),
            isSkiing: true, &random)))
    }
    return scene
  }
}
