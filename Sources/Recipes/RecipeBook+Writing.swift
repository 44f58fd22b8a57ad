import FoundationEssentials
import Units

extension RecipeBook {
  /// The content of a recipe file that reads back as this book.
  package var json: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(WrittenBook(self))) + [UInt8(ascii: "\n")]
    } catch {
      preconditionFailure("a recipe book that is no JSON: \(error)")
    }
  }
}

/// The file as `RecipeBook.init(json:)` reads it; what a book does not say is left out.
private struct WrittenBook: Encodable {
  struct Fits: Encodable {
    let architecture: String?
    let picture: [Int]?
    let hash: String?
    let names: [String]

    enum CodingKeys: String, CodingKey {
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
  }

  struct Start: Encodable {
    let id: Int
    let layer: LayerName
    let strength: Int
    let gallery: [Int]

    enum CodingKeys: String, CodingKey {
      case id = "id"
      case layer = "layer"
      case strength = "strength"
      case gallery = "gallery"
    }

    init(_ start: RecipeBook.Start) {
      id = start.id
      layer = start.layer
      strength = start.strength
      gallery = start.gallery
    }
  }

  struct Layer: Encodable {
    let layer: LayerName
    let units: Int
    let quantiles: Quantiles?
    let recipes: [Entry]

    enum CodingKeys: String, CodingKey {
      case layer = "layer"
      case units = "units"
      case quantiles = "quantiles"
      case recipes = "recipes"
    }

    init(_ chapter: RecipeBook.Chapter) {
      layer = chapter.layer
      units = chapter.units
      quantiles = chapter.quantiles.map(Quantiles.init)
      recipes = chapter.recipes.map(Entry.init)
    }
  }

  struct Quantiles: Encodable {
    let probabilities: [Float]
    let values: [[Float]]

    enum CodingKeys: String, CodingKey {
      case probabilities = "probabilities"
      case values = "values"
    }

    init(_ table: QuantileTable) {
      probabilities = table.probabilities
      values = table.activations
    }
  }

  struct Entry: Encodable {
    let concept: String
    let metric: String
    let units: [Int]
    let draws: [String: [Float]]
    let draw: String

    enum CodingKeys: String, CodingKey {
      case concept = "concept"
      case metric = "metric"
      case units = "units"
      case draws = "draws"
      case draw = "draw"
    }

    init(_ recipe: Recipe) {
      concept = recipe.concept
      metric = recipe.metric
      units = recipe.units
      draws = recipe.draws
      draw = recipe.draw
    }
  }

  let format = RecipeBook.format
  let version = RecipeBook.version
  let model: String
  let fits: Fits?
  let start: Start?
  let layers: [Layer]

  enum CodingKeys: String, CodingKey {
    case format = "format"
    case version = "version"
    case model = "model"
    case fits = "fits"
    case start = "start"
    case layers = "layers"
  }

  init(_ book: RecipeBook) {
    model = book.model
    fits = book.scope.map(Fits.init)
    start = book.start.map(Start.init)
    layers = book.layers.map(Layer.init)
  }
}
