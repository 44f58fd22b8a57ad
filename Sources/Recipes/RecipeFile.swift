import Files
import Units

/// Refuses a number that is outside a range.
private func expect(
  _ field: String, _ number: Int, in range: ClosedRange<Int>
) throws(RecipeError) {
  guard range.contains(number) else {
    throw .outOfRange(field, found: number, expected: range)
  }
}

/// A recipe file as it is, before its numbers are checked against each other.
struct RecipeFile: Codable {
  /// Where painting begins.
  struct Start: Codable {
    let id: WholeNumber<Int>
    let layer: String
    let strength: WholeNumber<Int>
    let gallery: [WholeNumber<Int>]

    private enum CodingKeys: String, CodingKey {
      case id = "id"
      case layer = "layer"
      case strength = "strength"
      case gallery = "gallery"
    }

    init(_ start: RecipeBook.Start) {
      id = WholeNumber(start.id)
      layer = start.layer.rawValue
      strength = WholeNumber(start.strength)
      gallery = start.gallery.map(WholeNumber.init)
    }

    func start() throws(RecipeError) -> RecipeBook.Start {
      let ids = 0...Latent.maximumID
      let (id, strength, gallery) = (id.value, strength.value, gallery.map(\.value))
      try expect("start.id", id, in: ids)
      for picture in gallery { try expect("start.gallery", picture, in: ids) }
      try expect("start.strength", strength, in: 1...RecipeBook.unitLimit)
      return RecipeBook.Start(
        id: id, layer: LayerName(rawValue: layer), strength: strength, gallery: gallery)
    }
  }

  /// The checkpoints that the recipes are for.
  struct Fits: Codable {
    let architecture: String?
    let picture: [Int]?
    let hash: String?
    let names: [String]?

    private enum CodingKeys: String, CodingKey {
      case architecture = "architecture"
      case picture = "picture"
      case hash = "hash"
      case names = "names"
    }

    init(_ scope: RecipeBook.Scope) {
      architecture = scope.architecture?.rawValue
      picture = scope.picture.map { [$0.height, $0.width] }
      hash = scope.hash
      names = scope.names
    }

    func scope() throws(RecipeError) -> RecipeBook.Scope {
      let family = architecture.flatMap(NetworkFamily.init)
      if let architecture, family == nil {
        throw .malformed("fits.architecture is '\(shown: architecture)', which is not known")
      }
      let sides = 1...Grid.sideLimit
      if let picture, picture.count != 2 || !picture.allSatisfy(sides.contains) {
        throw .malformed(
          "fits.picture is \(shown: "\(picture)"), expected height and width")
      }
      return try RecipeBook.Scope(
        architecture: family, picture: picture.map { Grid(height: $0[0], width: $0[1]) },
        hash: hash, names: names ?? [])
    }
  }

  /// The distribution of each unit of a layer.
  struct Quantiles: Codable {
    let probabilities: [Float]
    let values: [[Float]]

    private enum CodingKeys: String, CodingKey {
      case probabilities = "probabilities"
      case values = "values"
    }

    init(_ table: QuantileTable) {
      probabilities = table.probabilities
      values = table.activations
    }
  }

  /// A recipe.
  struct Entry: Codable {
    let concept: String
    let metric: String
    let units: [WholeNumber<Int>]
    let draws: [String: [RoundedNumber]]
    let draw: String

    private enum CodingKeys: String, CodingKey {
      case concept = "concept"
      case metric = "metric"
      case units = "units"
      case draws = "draws"
      case draw = "draw"
    }

    init(_ recipe: Recipe) {
      concept = recipe.concept
      metric = recipe.metric
      units = recipe.units.map(WholeNumber.init)
      draws = recipe.draws.mapValues { $0.map(RoundedNumber.init) }
      draw = recipe.draw
    }

    func recipe(layer: LayerName, units count: Int) throws(RecipeError) -> Recipe {
      let chosen = units.map(\.value)
      if let unit = chosen.first(where: { !(0..<count).contains($0) }) {
        throw .unitOutOfRange(recipe: "\(concept)-\(metric)", unit: unit, count: count)
      }
      return try Recipe(
        concept: concept, layer: layer, metric: metric, units: chosen,
        draws: draws.mapValues { $0.map(\.value) }, draw: draw)
    }
  }

  /// The recipes of a layer.
  struct Layer: Codable {
    let layer: String
    let units: WholeNumber<Int>
    let quantiles: Quantiles?
    let recipes: [Entry]
    let removals: [Entry]?
    let removalsEverywhere: [Entry]?

    private enum CodingKeys: String, CodingKey {
      case layer = "layer"
      case units = "units"
      case quantiles = "quantiles"
      case recipes = "recipes"
      case removals = "removals"
      case removalsEverywhere = "removals_everywhere"
    }

    init(_ chapter: RecipeBook.Chapter) {
      layer = chapter.layer.rawValue
      units = WholeNumber(chapter.units)
      quantiles = chapter.quantiles.map(Quantiles.init)
      recipes = chapter.recipes.map(Entry.init)
      func entries(_ reach: RemovalReach) -> [Entry]? {
        let removals = chapter.removals(reach)
        return removals.isEmpty ? nil : removals.map(Entry.init)
      }
      (removals, removalsEverywhere) = (entries(.strokes), entries(.everywhere))
    }

    func chapter() throws(RecipeError) -> RecipeBook.Chapter {
      let units = units.value
      try expect("layers.units", units, in: 1...RecipeBook.unitLimit)
      let name = LayerName(rawValue: layer)
      let table: QuantileTable? =
        if let quantiles {
          try QuantileTable(
            probabilities: quantiles.probabilities, activations: quantiles.values)
        } else {
          nil
        }
      if let table, table.activations.count != units {
        throw .wrongUnits(layer: layer, expected: units, found: table.activations.count)
      }
      func recipes(_ entries: [Entry]?) throws(RecipeError) -> [Recipe] {
        var recipes: [Recipe] = []
        for entry in entries ?? [] { recipes.append(try entry.recipe(layer: name, units: units)) }
        return recipes
      }
      return RecipeBook.Chapter(
        layer: name, units: units, quantiles: table, recipes: try recipes(self.recipes),
        removals: try recipes(removals), removalsEverywhere: try recipes(removalsEverywhere))
    }
  }

  let format: String
  let version: WholeNumber<Int>
  let model: String
  let fits: Fits?
  let start: Start?
  let layers: [Layer]

  private enum CodingKeys: String, CodingKey {
    case format = "format"
    case version = "version"
    case model = "model"
    case fits = "fits"
    case start = "start"
    case layers = "layers"
  }

  /// The file that reads back as a book; what a book does not say is left out.
  init(_ book: RecipeBook) {
    format = RecipeBook.format
    version = WholeNumber(RecipeBook.version)
    model = book.model
    fits = book.scope.map(Fits.init)
    start = book.start.map(Start.init)
    layers = book.layers.map(Layer.init)
  }
}
