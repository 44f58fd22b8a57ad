extension Scene {
  /// Draws a scene of a category.
  package init(_ category: Category, seed: UInt64) {
    (self, _) = Self.drawn(category, seed: seed, isRecorded: false)
  }

  /// Draws a scene, and tells what chance gave it under a name, in the order of the drawing.
  package static func recorded(
    _ category: Category, seed: UInt64
  ) -> (scene: Scene, draws: [SceneDraw]) {
    drawn(category, seed: seed, isRecorded: true)
  }

  private static func drawn(
    _ category: Category, seed: UInt64, isRecorded: Bool
  ) -> (scene: Scene, draws: [SceneDraw]) {
    let number = Category.allCases.firstIndex(of: category) ?? 0
    var random = SceneRandom(seed: seed, stream: UInt64(number), isRecorded: isRecorded)
    let scene = Scene(category, seed: seed, &random)
    return (scene, random.draws ?? [])
  }

  private init(_ category: Category, seed: UInt64, _ random: inout SceneRandom) {
    switch category {
    case .church: self = .church(seed, &random)
    case .farm: self = .farm(seed, &random)
    case .village: self = .village(seed, &random)
    case .castle: self = .castle(seed, &random)
    case .forest: self = .forest(seed, &random)
    case .lake: self = .lake(seed, &random)
    case .harbour: self = .harbour(seed, &random)
    case .beach: self = .beach(seed, &random)
    case .desert: self = .desert(seed, &random)
    case .ski: self = .ski(seed, &random)
    case .meadow: self = .meadow(seed, &random)
    }
  }

  /// The scene of a mixed collection for a seed: the categories take turns.
  package init(seed: UInt64) {
    let categories = Category.allCases
    self.init(categories[Int(seed % UInt64(categories.count))], seed: seed)
  }
}

extension View {
  static func drawn(
    horizon: ClosedRange<Float>, height: ClosedRange<Float>, season: Season? = nil,
    _ random: inout SceneRandom
  ) -> View {
    let drawn: Season = random.one(
      of: [.summer: 0.38, .spring: 0.20, .autumn: 0.24, .winter: 0.18], as: "season")
    return View(
      camera: Camera(
        height: random.within(height, as: "eye"), horizon: random.within(horizon, as: "horizon"),
        zoom: 1.1),
      light: Light(&random), season: season ?? drawn)
  }
}

extension Scene {
  /// Adds mountains, hills and a far wood, as likely as it says, and the plane before them.
  mutating func addLand(
    mountainous: Float, wooded: Float, turf: Season.Turf, _ random: inout SceneRandom
  ) {
    if random.chance(mountainous, as: "mountains") {
      let snow: Float =
        view.season == .winter ? 0.35 : random.chance(0.55, as: "snow on top") ? 0.66 : 1
      if random.chance(0.4, as: "mountains behind") {
        mountains.append(
          Mountains(
            view, distance: 420, height: random.within(0.20...0.34), snowline: snow * 0.9, &random))
      }
      mountains.append(
        Mountains(
          view, distance: 260, height: random.within(0.11...0.24, as: "mountain height"),
          snowline: snow, &random))
    }
    if random.chance(0.55, as: "hills") {
      hills.append(
        Hills(
          distance: 170, height: random.within(0.03...0.08, as: "hill height"),
          colour: turf.colour * 0.94,
          concept: view.season.turfConcept, &random))
    }
    if random.chance(wooded, as: "wood") {
      let isPointed = random.chance(0.5, as: "pointed wood")
      let colour =
        isPointed
        ? view.season.needle(&random) * 1.1
        : view.season == .winter
          ? Colour(0.50, 0.46, 0.46) : view.season.leaf(&random).mixed(Colour(0.2, 0.4, 0.2), 0.35)
      hills.append(
        Hills(
          wood: 110, height: random.within(0.035...0.065, as: "wood height"), colour: colour,
          isPointed: isPointed, &random))
    }
    ground.append(Ground(view, view.season.turfConcept, turf.colour, turf.patch))
  }

  /// Plants a tree whose foot is seen at `u` from the left edge of the picture.
  ///
  /// `tallest` is the largest share of the height of the picture that it may take.
  mutating func plant(
    _ u: Float, _ distance: Float, height: ClosedRange<Float>, conifers: Float,
    tallest: Float = 0.42, _ random: inout SceneRandom
  ) {
    near.append(
      .tree(
        Tree(
          growing: view,
          at: Position((u - 0.5) * distance / view.camera.zoom, 0, distance),
          height: min(
            random.within(height, as: "height"), tallest * distance / view.camera.zoom),
          conifers: conifers, &random)))
  }

  mutating func plantBush(_ u: Float, _ distance: Float, _ random: inout SceneRandom) {
    let isWinter = view.season == .winter
    let leaf = view.season.leaf(&random)
    near.append(
      .tree(
        Tree(
          .bush, at: Position((u - 0.5) * distance / view.camera.zoom, 0, distance),
          height: random.within(1.6...2.6),
          colour: isWinter ? Colour(0.80, 0.83, 0.88) : leaf, &random)))
  }

  static func earth(_ random: inout SceneRandom) -> Colour {
    random.one(
      of: [Colour(0.78, 0.70, 0.56), Colour(0.70, 0.60, 0.46), Colour(0.72, 0.69, 0.64)],
      as: "path colour") + random.within(-0.03...0.03)
  }
}
