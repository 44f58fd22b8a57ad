import Recipes
import Painting
import Pictures
import Screens
import Units

/// A model with made-up recipes, and a made-up picture of a red church under a sky.
enum Church {
  static let name = "church-64"

  static let layers = [
    LayerSummary(name: "main.2", units: 8, grid: Grid(height: 4, width: 4)),
    LayerSummary(name: "main.5", units: 20, grid: Grid(height: 8, width: 8)),
    LayerSummary(name: "main.8", units: 40, grid: Grid(height: 16, width: 16)),
    LayerSummary(name: "main.10", units: 3, grid: Grid(height: 64, width: 64)),
  ]

  static let concepts = [
    "tree", "grass", "door", "sky", "cloud", "brick", "dome", "window", "path", "water", "lamp",
  ]

  /// Eleven concepts on `main.8`, three on `main.5`, one of them on `main.2`.
  static let recipes: RecipeBook = {
    do {
      return RecipeBook(
        model: name,
        start: .init(id: 104, layer: "main.8", strength: 15, gallery: [104, 7, 489]),
        layers: [
          try chapter("main.2", units: 8, concepts: ["tree"]),
          try chapter("main.5", units: 20, concepts: ["sky", "tree", "dome"]),
          try chapter(
            "main.8", units: 40, concepts: concepts,
            quantiles: try QuantileTable(
              probabilities: [0, 0.25, 0.5, 0.75, 1],
              activations: Array(repeating: [0, 1, 2, 3, 4], count: 40))),
        ])
    } catch {
      preconditionFailure("the made-up recipes: \(error)")
    }
  }()

  /// Every concept has all units, each in another order; `level` is 10 and more, `mean` 1 and more.
  private static func chapter(
    _ layer: LayerName, units: Int, concepts: [String], quantiles: QuantileTable? = nil
  ) throws(RecipeError) -> RecipeBook.Chapter {
    var recipes: [Recipe] = []
    for (place, concept) in concepts.enumerated() {
      recipes.append(
        try Recipe(
          concept: concept, layer: layer, metric: "iou",
          units: (0..<units).map { ($0 + 3 * place) % units },
          draws: [
            "level": (0..<units).map { 10 + Float($0) }, "mean": (0..<units).map { 1 + Float($0) },
          ], draw: "level"))
    }
    return RecipeBook.Chapter(
      layer: layer, units: units, quantiles: quantiles, recipes: recipes)
  }

  static func state(
    name: String = name, layers: [LayerSummary] = layers, recipes: RecipeBook? = recipes,
    layer: LayerName = "main.8"
  ) -> PaintState {
    PaintState(
      modelName: name, layers: layers, recipes: recipes,
      session: Session(latent: Latent(id: 104), layer: layer))
  }

  /// A model without recipes, before anything of it was measured.
  static func bare(candidates: [String] = [], layer: LayerName = "main.8") -> PaintState {
    PaintState(
      modelName: "some", layers: layers, recipes: nil,
      candidates: candidates, session: Session(latent: Latent(id: 104), layer: layer))
  }

  /// The end of a measurement: the level of unit 7 is 7.99, the greatest activation 8.
  static func measured(_ layer: LayerName = "main.8") -> LayerMeasurement {
    let units = layers.first { $0.name == layer }?.units ?? 0
    do {
      return LayerMeasurement(
        layer: layer,
        state: .finished(
          try QuantileTable(
            probabilities: [0, 0.5, 0.99, 1],
            activations: (0..<units).map { [0, 0.5, Float($0) + 0.99, Float($0) + 1] })))
    } catch {
      preconditionFailure("the made-up quantiles: \(error)")
    }
  }

  // MARK: Pictures

  /// What the renderer would deliver, after 33 ms: the sky is green where anything was painted, for
  /// which 8 % was computed anew.
  static func rendered(_ request: RenderRequest) -> RenderedPicture {
    let layer = layers.first { $0.name == request.session.layer } ?? layers[0]
    return RenderedPicture(
      request: request, picture: picture(isEdited: request.session.isEdited),
      original: picture(isEdited: false),
      features: features(of: layer, isEdited: request.session.isEdited),
      originalFeatures: features(of: layer, isEdited: false),
      duration: .microseconds(32_100), share: request.session.isEdited ? 0.08 : 1)
  }

  /// 64×64 pixels: a sky that gets lighter downwards, grass, and a red block between.
  private static func picture(isEdited: Bool) -> Picture {
    Picture(width: 64, height: 64) { x, y in
      if (24..<40).contains(x) && (20..<48).contains(y) { return Pixel(170, 40, 30) }
      if y >= 40 { return Pixel(60, 110, 40) }
      let light = UInt8(100 + y / 8 * 25)
      return isEdited ? Pixel(60, light, 90) : Pixel(90, light, 230)
    }
  }

  /// Every unit is 3 in the block, 1 on the grass and 0 in the sky, or 2 where anything was painted;
  /// even ones are 1 more.
  private static func features(of layer: LayerSummary, isEdited: Bool) -> LayerFeatures {
    let (height, width) = (layer.grid.height, layer.grid.width)
    let elements = (0..<layer.units * layer.grid.count).map { index -> Float in
      let (unit, row, column) = (
        index / layer.grid.count, index / width % height, index % width
      )
      let (x, y) = (column * 64 / width, row * 64 / height)
      let isBlock = (24..<40).contains(x) && (20..<48).contains(y)
      let base: Float = isBlock ? 3 : y >= 40 ? 1 : isEdited ? 2 : 0
      return base + (unit % 2 == 0 ? 1 : 0)
    }
    return LayerFeatures(grid: layer.grid, activations: elements)
  }
}
