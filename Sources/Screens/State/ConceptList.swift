import Files
package import Painting
package import Recipes
package import Units

/// The concepts of the layer that is painted on, one of them chosen.
///
/// A layer without recipes has its single units instead, each a concept by itself.
package struct ConceptList: Sendable {
  /// The recipes of the model, if it has any.
  package private(set) var book: RecipeBook?
  package private(set) var layer: LayerSummary
  private var chapter: RecipeBook.Chapter
  /// One recipe for each concept, in the order of the keys.
  package private(set) var recipes: [Recipe] = []
  /// The name of the chosen concept; it stays chosen when the layer changes.
  package private(set) var chosenName = ""
  /// The concept that was chosen last; a single unit is none.
  private var lastConcept = ""
  /// A metric's name, or nil for each concept's default recipe.
  private var metric: String?
  /// How single units are ordered, where not by number.
  package private(set) var ranking: UnitRanking?
  private var measurements = Measurements()
  private var places = BrushPlaces()

  package init(_ book: RecipeBook?, layer: LayerSummary) {
    self.book = book
    self.layer = layer
    chapter = Self.chapter(of: layer, in: book, measured: nil)
    listRecipes()
  }

  // MARK: What is listed

  /// Whether the layer has no recipes, so that each of its units is listed.
  package var areSingleUnits: Bool { Self.namedConcepts(of: layer, in: book) == nil }

  /// Where the chosen concept stands in the list.
  package var chosenIndex: Int { recipes.firstIndex { $0.concept == chosenName } ?? 0 }

  package var chosen: Recipe { recipes[chosenIndex] }

  /// The ranking by how well units match a concept.
  private static let matching = "iou"

  /// The units that respond to the chosen concept: those that match it best, whatever ranking strokes
  /// use; the strokes' own where the book has no other.
  package var responding: Recipe {
    chapter.recipes.first { $0.concept == chosenName && $0.metric == Self.matching } ?? chosen
  }

  /// What was measured to remove a listed concept; nil where nothing was.
  package func removal(of recipe: Recipe, _ reach: RemovalReach) -> Recipe? {
    chapter.removal(of: recipe.concept, reach)
  }

  /// What a toggle of a listed recipe switches.
  package func subject(of recipe: Recipe) -> Toggle.Subject {
    areSingleUnits
      ? .unit(layer: recipe.layer, channel: recipe.units[0])
      : .concept(name: recipe.concept, layer: recipe.layer)
  }

  private static func namedConcepts(
    of layer: LayerSummary, in book: RecipeBook?
  ) -> RecipeBook.Chapter? {
    book?.chapter(layer.name).flatMap { $0.recipes.isEmpty ? nil : $0 }
  }

  private static func chapter(
    of layer: LayerSummary, in book: RecipeBook?, measured: QuantileTable?
  ) -> RecipeBook.Chapter {
    namedConcepts(of: layer, in: book)
      ?? RecipeBook.Chapter(singleUnitsOf: layer, quantiles: measured)
  }

  /// Lists what the chapter has, and keeps the choice where it is among it.
  private mutating func listRecipes() {
    recipes = chapter.brushes(ranked: metric)
    if !areSingleUnits {
      recipes = places.arrange(recipes, on: layer.name)
    } else if let ranking {
      recipes = ranking.units.map { recipes[$0] }
    }
    if !recipes.contains(where: { $0.concept == chosenName }) {
      chosenName = recipes.first { $0.concept == lastConcept }?.concept ?? recipes[0].concept
    }
  }

  /// Lists the concepts of another layer.
  package mutating func enter(_ layer: LayerSummary) {
    guard layer != self.layer else { return }
    if !areSingleUnits { lastConcept = chosenName }
    self.layer = layer
    measurements.forgetUnfinished()
    ranking = nil
    chapter = Self.chapter(of: layer, in: book, measured: measurements.table(of: layer.name))
    listRecipes()
  }

  /// Takes recipes that have come since; the choice stays, and concepts keep their keys.
  ///
  /// - Parameters:
  ///   - book: The recipes.
  ///   - isWhole: Whether no others come: concepts that were found before and are not in the book go.
  package mutating func receive(_ book: RecipeBook, isWhole: Bool) {
    self.book = book
    if isWhole { places.forget(exceptIn: book) }
    ranking = nil
    chapter = Self.chapter(of: layer, in: book, measured: measurements.table(of: layer.name))
    listRecipes()
  }

  // MARK: Choosing

  /// Chooses a concept by where it stands in the list; returns `false` past its end.
  @discardableResult
  package mutating func choose(_ index: Int) -> Bool {
    guard recipes.indices.contains(index) else { return false }
    chosenName = recipes[index].concept
    return true
  }

  /// Goes some concepts on in the list; the first concept follows the last.
  package mutating func advance(by offset: Int) {
    chosenName = recipes[(chosenIndex + offset + recipes.count) % recipes.count].concept
  }

  /// Goes some concepts on in the list, at most to its ends.
  package mutating func jump(by offset: Int) {
    chosenName = recipes[min(max(chosenIndex + offset, 0), recipes.count - 1)].concept
  }

  /// Chooses a concept by its name, if it is listed.
  package mutating func choose(concept name: String) {
    if recipes.contains(where: { $0.concept == name }) { chosenName = name }
  }

  /// Where the concept stands whose recipe has a unit nearest to its beginning; nil where none has it.
  package func index(ofBestAt unit: Int) -> Int? {
    let places = recipes.indices.compactMap { index in
      recipes[index].units.firstIndex(of: unit).map { (index: index, place: $0) }
    }
    return places.min { ($0.place, $0.index) < ($1.place, $1.index) }?.index
  }

  // MARK: Rankings

  /// The rankings that the chosen concept has, in the file's order.
  package var metrics: [String] {
    chapter.recipes.filter { $0.concept == chosenName }.map(\.metric)
  }

  /// Takes the recipes of a metric, for the concepts that have them.
  package mutating func choose(metric: String) {
    self.metric = metric
    listRecipes()
  }

  /// Orders single units by a ranking and chooses its first, or orders them by number.
  package mutating func order(by ranking: UnitRanking?) {
    self.ranking = ranking
    if let ranking { chosenName = RecipeBook.Chapter.concept(ofUnit: ranking.units[0]) }
    listRecipes()
  }

  // MARK: Measurements

  /// How active the units of the layer get, by the recipes or as measured.
  package var quantiles: QuantileTable? {
    chapter.quantiles ?? measurements.table(of: layer.name)
  }

  /// For each cell, the mean quantile of some units, 0...1: 1 is as active as they ever are; nil where
  /// there are no units or quantiles.
  package func activity(of units: [Int], in features: LayerFeatures) -> [Float]? {
    guard let quantiles, !units.isEmpty else { return nil }
    return (0..<layer.grid.count).map { cell in
      let sum = units.reduce(Float(0)) { sum, unit in
        sum + quantiles.quantile(of: features[unit: unit, cell: cell], unit: unit)
      }
      return sum / Float(units.count)
    }
  }

  /// Whether activations of the layer are still to be measured.
  package var isMeasuring: Bool { quantiles == nil && measurements.failure == nil }

  /// How much of the layer has been measured.
  package var measuredPercent: Int { measurements.percent }

  /// Whether the chosen concept has no values to draw with yet.
  package var lacksLevels: Bool { areSingleUnits && quantiles == nil }

  /// Takes over how far a measurement is, and its result.
  package mutating func receive(_ measurement: LayerMeasurement) {
    measurements.receive(measurement, paintedOn: layer.name)
    guard case .finished(let table) = measurement.state, measurement.layer == layer.name
    else { return }
    chapter = Self.chapter(of: layer, in: book, measured: table)
    listRecipes()
  }

  // MARK: Excuses

  /// Why the chosen concept cannot be drawn, where it lacks a level.
  package var excuseForLevel: String {
    excuse(for: "the level of \(shown: chosenName)")
  }

  /// Why the activity of the layer cannot be shown, where it lacks quantiles.
  package var excuseForActivity: String {
    excuse(for: "the activity of \(shown: layer.name)")
  }

  private func excuse(for wanted: String) -> String {
    measurements.failure.map { "\(wanted) cannot be measured: \($0)" }
      ?? "\(wanted) is still being measured (\(measuredPercent) %)"
  }

  /// Why a single unit has neither a strength nor a list of units.
  package var excuseForSingleUnit: String { "\(shown: chosenName) is one unit by itself" }
}
