import Files
import Units

extension RecipeBook {
  /// Reads a recipe file; docs/formats.md describes it.
  ///
  /// - Throws: `RecipeError` with the first thing that is wrong.
  package init(json: [UInt8]) throws(RecipeError) {
    let file: RecipeFile
    do {
      file = try JSONFile.decode(RecipeFile.self, from: json)
    } catch {
      throw .malformed(DecodingReason.text(of: error))
    }
    guard file.format == Self.format else { throw .wrongFormat(found: file.format) }
    guard file.version.value == Self.version else {
      throw .unsupportedVersion(file.version.value)
    }
    var chapters: [Chapter] = []
    for layer in file.layers { chapters.append(try layer.chapter()) }
    var layers: Set<LayerName> = []
    for chapter in chapters where !layers.insert(chapter.layer).inserted {
      throw .repeatedLayer(chapter.layer.rawValue)
    }
    self.init(
      model: file.model, scope: try file.fits?.scope(), start: try file.start?.start(),
      layers: chapters)
  }
}

/// Refuses a number that is outside a range.
private func expect(
  _ field: String, _ number: Int, in range: ClosedRange<Int>
) throws(RecipeError) {
  guard range.contains(number) else {
    throw .outOfRange(field, found: number, expected: range)
  }
}

/// The file as it is, before its numbers are checked against each other.
private struct RecipeFile: Decodable {
  struct Start: Decodable {
    let id: WholeNumber<Int>
    let layer: String
    let strength: WholeNumber<Int>
    let gallery: [WholeNumber<Int>]

    enum CodingKeys: String, CodingKey {
      case id = "id"
      case layer = "layer"
      case strength = "strength"
      case gallery = "gallery"
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

  struct Fits: Decodable {
    let architecture: String?
    let picture: [Int]?
    let hash: String?
    let names: [String]?

    enum CodingKeys: String, CodingKey {
      case architecture = "architecture"
      case picture = "picture"
      case hash = "hash"
      case names = "names"
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

  struct Quantiles: Decodable {
    let probabilities: [Float]
    let values: [[Float]]

    enum CodingKeys: String, CodingKey {
      case probabilities = "probabilities"
      case values = "values"
    }
  }

  struct Entry: Decodable {
    let concept: String
    let metric: String
    let units: [WholeNumber<Int>]
    let draws: [String: [RoundedNumber]]
    let draw: String

    enum CodingKeys: String, CodingKey {
      case concept = "concept"
      case metric = "metric"
      case units = "units"
      case draws = "draws"
      case draw = "draw"
    }
  }

  struct Layer: Decodable {
    let layer: String
    let units: WholeNumber<Int>
    let quantiles: Quantiles?
    let recipes: [Entry]

    enum CodingKeys: String, CodingKey {
      case layer = "layer"
      case units = "units"
      case quantiles = "quantiles"
      case recipes = "recipes"
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
      var recipes: [Recipe] = []
      for entry in self.recipes {
        let chosen = entry.units.map(\.value)
        if let unit = chosen.first(where: { !(0..<units).contains($0) }) {
          throw .unitOutOfRange(
            recipe: "\(entry.concept)-\(entry.metric)", unit: unit, count: units)
        }
        recipes.append(
          try Recipe(
            concept: entry.concept, layer: name, metric: entry.metric, units: chosen,
            draws: entry.draws.mapValues { $0.map(\.value) }, draw: entry.draw))
      }
      return RecipeBook.Chapter(layer: name, units: units, quantiles: table, recipes: recipes)
    }
  }

  let format: String
  let version: WholeNumber<Int>
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
}
