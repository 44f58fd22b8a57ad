extension Scene {
  static func church(_ seed: UInt64, _ random: inout SceneRandom) -> Scene {
    let view = View.drawn(horizon: 0.56...0.66, height: 2.6...4.2, &random)
    var scene = Scene(.church, seed: seed, view, &random)
    let turf = view.season.turf(&random)
    scene.addLand(mountainous: 0.5, wooded: 0.45, turf: turf, &random)
    let middle = random.within(0.34...0.66, as: "church across")
    let church = Building.church(
      view, middle: middle, tallness: random.within(0.50...0.66, as: "church height"), &random)
    // The path begins behind the wall, which hides its end however the church is turned.
    let door = church.world(0, 0, 0.9)
    let isSnowy = view.season == .winter
    let earth = earth(&random)
    scene.ground.append(
      Ground(
        pathFrom: door, width: random.within(2.0...3.0, as: "path width"),
        drift: random.within(-3.5...3.5, as: "path drift"),
        bend: random.within(-1.5...1.5, as: "path bend"), view,
        isSnowy ? earth.mixed(Colour(0.75, 0.75, 0.78), 0.5) : earth))
    scene.near.append(.building(church))
    let conifers: Float = random.one(of: [0.1: 0.45, 0.5: 0.25, 0.9: 0.3], as: "conifers")
    // Trees behind stand anywhere; those at the sides leave the door free.
    for number in 0..<random.count(1...4, as: "trees behind") {
      random.thing = number < 3 ? "tree behind \(number)" : nil
      scene.plant(
        random.within(0.02...0.98, as: "across"),
        church.position.z + random.within(12...34, as: "distance"), height: 7...12,
        conifers: conifers, &random)
    }
    for (side, name) in [(Float(-1), "left"), (1, "right")] {
      random.thing = ""
      for number in 0..<random.count(0...2, as: "trees \(name)") {
        random.thing = "tree \(name) \(number)"
        let places =
          side < 0 ? -0.02...(middle - 0.26) : (middle + 0.26)...1.02
        scene.plant(
          random.within(places, as: "across"),
          church.position.z * random.within(0.62...1.1, as: "distance"), height: 5...9,
          conifers: conifers, &random)
      }
    }
    random.thing = ""
    for number in 0..<random.count(0...3, as: "bushes") {
      random.thing = number < 2 ? "bush \(number)" : nil
      let side = random.side(as: "across side")
      scene.plantBush(
        middle + side * random.within(0.16...0.4, as: "across"),
        church.position.z * random.within(0.8...1, as: "distance"), &random)
    }
    return scene
  }

  static func farm(_ seed: UInt64, _ random: inout SceneRandom) -> Scene {
    let view = View.drawn(horizon: 0.48...0.58, height: 4.5...7, &random)
    var scene = Scene(.farm, seed: seed, view, &random)
    let turf = view.season.turf(&random)
    scene.addLand(mountainous: 0.2, wooded: 0.6, turf: turf, &random)
    let distance = random.within(34...46)
    let side = random.side()
    let barn = Building.barn(
      at: Position(side * distance * random.within(0.10...0.20), 0, distance),
      turn: Building.turn(-side * random.within(0.08...0.3)), hasSilo: random.chance(0.6), &random)
    let house = Building.house(
      at: Position(
        -side * distance * random.within(0.20...0.32), 0, distance * random.within(0.95...1.2)),
      turn: Building.turn(side * random.within(0.05...0.25)), storeys: random.count(1...2), &random)
    // Fields to both sides of the track, with furrows that run away from the eye.
    let isSnowy = view.season == .winter
    let crop: Colour = random.one(of: [
      Colour(0.86, 0.73, 0.34): 0.45, Colour(0.47, 0.34, 0.23): 0.3, Colour(0.60, 0.68, 0.26): 0.25,
    ])
    let colour = isSnowy ? crop.mixed(Colour(0.9, 0.92, 0.97), 0.45) : crop
    let door = barn.world(0, 0, 0)
    for edge in [Float(-1), 1] where random.chance(0.85) {
      let inner = random.within(3...5)
      let outer = random.within(26...60)
      let (front, back) = (view.camera.foreground * 0.7, distance * random.within(0.72...0.84))
      let middle = door.x * 0.4
      let outline = [
        Position(middle * 0.3 + edge * inner, 0, front),
        Position(middle + edge * inner * 1.3, 0, back),
        Position(middle + edge * outer, 0, back), Position(middle + edge * outer, 0, front),
      ].map(view.camera.point)
      var field = Ground(outline, .field, colour, colour * 0.92)
      field.furrow = random.within(1.6...2.4)
      field.across = random.chance(0.7) ? Point(1, 0) : Point(0, 1)
      scene.ground.append(field)
    }
    scene.ground.append(
      Ground(
        pathFrom: door, width: random.within(2.6...3.4), drift: random.within(-1.5...1.5),
        bend: 0, view, earth(&random)))
    scene.near += [.building(barn), .building(house)]
    let wood = random.chance(0.5) ? Colour(0.90, 0.89, 0.85) : Colour(0.55, 0.42, 0.30)
    let fenceZ = distance * random.within(0.86...0.92)
    for edge in [Float(-1), 1] {
      let inner = door.x + edge * 3
      scene.near.append(
        .fence(
          Fence(
            from: Position(inner, 0, fenceZ),
            to: Position(inner + edge * random.within(12...24), 0, fenceZ),
            height: 1.5, colour: wood, isOpen: false)))
    }
    for _ in 0..<random.count(2...5) {
      scene.plant(
        random.within(0...1), distance * random.within(1.15...1.9), height: 6...11, conifers: 0.15,
        &random)
    }
    return scene
  }

  static func village(_ seed: UInt64, _ random: inout SceneRandom) -> Scene {
    let view = View.drawn(horizon: 0.50...0.60, height: 3...4.6, &random)
    var scene = Scene(.village, seed: seed, view, &random)
    let turf = view.season.turf(&random)
    scene.addLand(mountainous: 0.45, wooded: 0.5, turf: turf, &random)
    let street = random.within(6...8)
    let drift = random.within(-1.5...1.5)
    scene.ground.append(
      Ground(
        pathFrom: Position(drift * 4, 0, 120), width: street, drift: drift,
        bend: random.within(-3...3),
        view, earth(&random)))
    for side in [Float(-1), 1] {
      var distance = random.within(13...19)
      while distance < 80 {
        // Fronts look at the street and a little towards the eye.
        let turn = Building.turn(side * random.within(0.34...0.62))
        let x = side * (street / 2 + random.within(5...6.5)) + drift
        scene.near.append(
          .building(
            .house(at: Position(x, 0, distance), turn: turn, storeys: random.count(1...3), &random))
        )
        distance += random.within(11...16)
      }
    }
    for _ in 0..<random.count(1...4) {
      let side = random.side()
      scene.plant(
        0.5 + side * random.within(0.17...0.26), random.within(20...45), height: 4...6,
        conifers: 0.15, &random)
    }
    if random.chance(0.6) {
      for _ in 0..<random.count(1...3) {
        scene.near.append(
          .person(
            Person(
              at: Position(random.within(-2.5...2.5) + drift, 0, random.within(11...20)), &random)
          ))
      }
    }
    return scene
  }

  static func castle(_ seed: UInt64, _ random: inout SceneRandom) -> Scene {
    let view = View.drawn(horizon: 0.56...0.66, height: 4...7, &random)
    var scene = Scene(.castle, seed: seed, view, &random)
    let turf = view.season.turf(&random)
    scene.addLand(mountainous: 0.6, wooded: 0.5, turf: turf, &random)
    let castle = Building.castle(view, middle: random.within(0.44...0.56), &random)
    let gate = castle.world(0, 0, -1.2)
    scene.ground.append(
      Ground(
        pathFrom: gate, width: random.within(3.4...4.4), drift: random.within(-5...5),
        bend: random.within(-3...3), view, earth(&random)))
    scene.near.append(.building(castle))
    let conifers: Float = random.chance(0.5) ? 0.9 : 0.2
    for _ in 0..<random.count(1...4) {
      let u = random.chance(0.5) ? random.within(-0.02...0.22) : random.within(0.78...1.02)
      scene.plant(
        u, castle.position.z * random.within(0.4...0.85), height: 5...8, conifers: conifers, &random
      )
    }
    for _ in 0..<random.count(0...3) {
      let u = random.chance(0.5) ? random.within(0.02...0.3) : random.within(0.7...0.98)
      scene.addRock(
        u, castle.position.z * random.within(0.4...0.7), width: random.within(1.6...3.4), &random)
    }
    return scene
  }

  mutating func addRock(
    _ u: Float, _ distance: Float, width: Float, colour: Colour = Colour(0.56, 0.55, 0.54),
    _ random: inout SceneRandom
  ) {
    near.append(
      .rock(
        Rock(
          position: Position((u - 0.5) * distance / view.camera.zoom, 0, distance), width: width,
          height: width * random.within(0.5...0.75), colour: colour + random.within(-0.04...0.04),
          jitter: (0..<7).map { _ in random.bell() })))
  }
}
