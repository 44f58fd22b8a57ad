package import Units

/// The recipes that fit one generator, layer by layer.
package struct RecipeBook: Equatable, Sendable {
  package static let format = "ganbrush recipes"
  package static let version = 1
  /// More units than any layer has.
  static let unitLimit = 1_000_000

  /// The model that the recipes were made for, by name.
  package let model: String
  /// The checkpoints that the book was made for; nil where it does not say.
  package let scope: Scope?
  /// Where painting begins with this model.
  package let start: Start?
  package let layers: [Chapter]

  /// The recipes of one layer.
  package struct Chapter: Equatable, Sendable {
    package let layer: LayerName
    /// The number of units that the layer has.
    package let units: Int
    package let quantiles: QuantileTable?
    /// A concept may come more than once, its default recipe first.
    package let recipes: [Recipe]
    /// What strokes that remove set, for the concepts where that was measured; their draw values are
    /// those that take the concept away.
    package let removals: [Recipe]
    /// What toggles that ablate set, in the same way.
    package let removalsEverywhere: [Recipe]

    package init(
      layer: LayerName, units: Int, quantiles: QuantileTable?, recipes: [Recipe],
      removals: [Recipe] = [], removalsEverywhere: [Recipe] = []
    ) {
      self.layer = layer
      self.units = units
      self.quantiles = quantiles
      self.recipes = recipes
      self.removals = removals
      self.removalsEverywhere = removalsEverywhere
    }

    /// The removals of one reach.
    package func removals(_ reach: RemovalReach) -> [Recipe] {
      switch reach {
      case .strokes: removals
      case .everywhere: removalsEverywhere
      }
    }

    /// The chapter with the recipes of another one of its layer, in place of those of the same concept
    /// and metric.
    func taking(_ other: Chapter) -> Chapter {
      let all = other.recipes.reduce(into: recipes) { all, recipe in
        let place = all.firstIndex {
          $0.concept == recipe.concept && $0.metric == recipe.metric
        }
        if let place { all[place] = recipe } else { all.append(recipe) }
      }
      return Chapter(
        layer: layer, units: other.units, quantiles: other.quantiles ?? quantiles, recipes: all,
        removals: removals, removalsEverywhere: removalsEverywhere)
    }

    /// The chapter with other removals of some concepts; those of others stay.
    package func removing(
      _ concepts: [String], _ reach: RemovalReach, by found: [Recipe]
    ) -> Chapter {
      let removals = removals(reach).filter { !concepts.contains($0.concept) } + found
      return Chapter(
        layer: layer, units: units, quantiles: quantiles, recipes: recipes,
        removals: reach == .strokes ? removals : self.removals,
        removalsEverywhere: reach == .everywhere ? removals : removalsEverywhere)
    }

    /// The units and values that take a concept away; nil where none were measured.
    package func removal(of concept: String, _ reach: RemovalReach) -> Recipe? {
      removals(reach).first { $0.concept == concept }
    }

    /// One recipe a concept, in the file's order: what the concept list shows.
    ///
    /// - Parameter metric: The ranking to take where a concept has it; nil for its default recipe.
    /// - Returns: The recipes of different concepts.
    package func brushes(ranked metric: String? = nil) -> [Recipe] {
      var chosen: [Recipe] = []
      var places: [String: Int] = [:]
      for recipe in recipes {
        if let place = places[recipe.concept] {
          if recipe.metric == metric { chosen[place] = recipe }
        } else {
          places[recipe.concept] = chosen.count
          chosen.append(recipe)
        }
      }
      return chosen
    }

    /// The rankings that some concept has, in the file's order.
    package var metrics: [String] {
      var seen: Set<String> = []
      return recipes.map(\.metric).filter { seen.insert($0).inserted }
    }
  }

  /// The first picture, layer and strength, and further pictures worth seeing.
  package struct Start: Equatable, Sendable {
    package let id: Int
    package let layer: LayerName
    /// The number of units that a stroke sets.
    package let strength: Int
    package let gallery: [Int]

    package init(id: Int, layer: LayerName, strength: Int, gallery: [Int]) {
      self.id = id
      self.layer = layer
      self.strength = strength
      self.gallery = gallery
    }
  }

  package init(model: String, scope: Scope? = nil, start: Start?, layers: [Chapter]) {
    self.model = model
    self.scope = scope
    self.start = start
    self.layers = layers
  }

  /// The book with one more recipe, in place of one of the same concept, layer and metric.
  ///
  /// - Parameters:
  ///   - recipe: The recipe; those of its concept that are there stay before it.
  ///   - units: The number of units that its layer has.
  /// - Returns: A book with a chapter of the layer.
  package func adding(_ recipe: Recipe, ofUnits units: Int) -> RecipeBook {
    taking(
      with([Chapter(layer: recipe.layer, units: units, quantiles: nil, recipes: [recipe])]))
  }

  /// The book with what another one of the same model has, in place of its own where both have it.
  ///
  /// Removals and the start stay where there are any.
  package func taking(_ other: RecipeBook) -> RecipeBook {
    let own = layers.map { chapter in other.chapter(chapter.layer).map(chapter.taking) ?? chapter }
    let new = other.layers.filter { chapter($0.layer) == nil }
    return RecipeBook(model: model, scope: scope, start: start ?? other.start, layers: own + new)
  }

  /// The book with other chapters.
  package func with(_ layers: [Chapter]) -> RecipeBook {
    RecipeBook(model: model, scope: scope, start: start, layers: layers)
  }

  /// The chapter of one layer, if the book has one.
  package func chapter(_ layer: LayerName) -> Chapter? { layers.first { $0.layer == layer } }

  /// Refuses a book that does not fit the layers of a generator that can be painted on.
  package func validate(against summaries: [LayerSummary]) throws(RecipeError) {
    let summaries = summaries.canvases
    for chapter in layers {
      guard let summary = summaries.first(where: { $0.name == chapter.layer }) else {
        throw .unknownLayer(chapter.layer.rawValue, known: summaries.map(\.name.rawValue))
      }
      guard summary.units == chapter.units else {
        throw .wrongUnits(
          layer: chapter.layer.rawValue, expected: summary.units, found: chapter.units)
      }
    }
    guard let start, chapter(start.layer) == nil else { return }
    throw .unknownLayer(start.layer.rawValue, known: layers.map(\.layer.rawValue))
  }
}
