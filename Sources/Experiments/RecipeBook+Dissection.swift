package import Dissection
package import Recipes
package import Units

extension RecipeBook {
  /// How many units a recipe lists at most.
  fileprivate static let listed = 40
  /// Concepts that cover less of all pixels have too few of them to rank units by.
  fileprivate static let leastArea = 0.0003
  /// How many units a stroke sets at first: the demo's high strength.
  private static let strength = 15
  private static let galleryCount = 12

  /// Makes the recipes that a dissection of a generator gives.
  ///
  /// A concept has the recipe `iou` where its best unit exceeds what chance gives to any unit of the
  /// layer: its units are those above their own chance, the highest IoU first, and they draw with their
  /// mean activation where the concept is. Where units match a concept by information (ICLR 2019), it
  /// has a recipe `information`, too: a dissection knows of each unit only the concept that it tells
  /// most about, so its units are those that tell most about this one, the highest ratio first.
  ///
  /// - Parameters:
  ///   - report: The dissection.
  ///   - family: What kind of generator was dissected.
  ///   - layers: All its layers; those that were not dissected, or cannot be painted on, get no recipes.
  /// - Throws: `RecipeError` where the report's numbers fit no recipe file.
  package init(
    _ report: DissectionReport, of family: NetworkFamily, layers: [LayerSummary]
  ) throws(RecipeError) {
    var chapters: [Chapter] = []
    for layer in report.layers {
      guard let canvas = layers.canvases.first(where: { $0.name == layer.layer }) else { continue }
      guard layer.units.count == canvas.units else {
        throw .wrongUnits(
          layer: layer.layer.rawValue, expected: canvas.units, found: layer.units.count)
      }
      chapters.append(try Chapter(layer, report))
    }
    self.init(
      model: report.model.name,
      scope: try Scope(
        architecture: family, picture: layers.last?.grid, hash: report.model.hash,
        names: [report.model.name]),
      start: Self.start(chapters, report), layers: chapters)
  }

  /// The layer with most brushes, and the pictures in which most of them have something to show.
  private static func start(_ chapters: [Chapter], _ report: DissectionReport) -> Start? {
    guard case .latents = report.specimens else { return nil }
    let best = chapters.reduce(nil as Chapter?) { best, chapter in
      chapter.brushes().count > best?.brushes().count ?? 0 ? chapter : best
    }
    guard let best, let layer = report.layers.first(where: { $0.layer == best.layer }) else {
      return nil
    }
    var concepts: [Int: Int] = [:]
    for brush in best.brushes() {
      // Units of one concept like the same pictures: each concept counts a picture once.
      let pictures = brush.units.prefix(5).flatMap { layer.units[$0].top.map(\.number) }
      for picture in Set(pictures) { concepts[picture, default: 0] += 1 }
    }
    let gallery = concepts.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }
      .map(\.key).filter { $0 <= Latent.maximumID }.prefix(galleryCount)
    guard let first = gallery.first else { return nil }
    return Start(id: first, layer: best.layer, strength: strength, gallery: Array(gallery))
  }
}

extension RecipeBook.Chapter {
  fileprivate init(_ layer: LayerReport, _ report: DissectionReport) throws(RecipeError) {
    let concepts = report.concepts.indices.filter { concept in
      report.concepts[concept].area >= RecipeBook.leastArea
    }.map { (concept: $0, units: layer.ranking($0)) }
    var recipes: [Recipe] = []
    for (concept, units) in concepts.sorted(by: {
      let (first, second) = (
        layer.units[$0.units[0]].ious[$0.concept], layer.units[$1.units[0]].ious[$1.concept]
      )
      return first != second ? first > second : $0.concept < $1.concept
    }) {
      let luck = layer.units.reduce(0) { max($0, $1.chances[concept]) }
      guard layer.units[units[0]].ious[concept] > luck else { continue }
      let above = units.filter { layer.units[$0].ious[concept] > layer.units[$0].chances[concept] }
      let telling = layer.units.filter {
        $0.matchesByInformation && $0.information?.concept == concept
      }.sorted {
        let (first, second) = ($0.information?.ratio ?? 0, $1.information?.ratio ?? 0)
        return first != second ? first > second : $0.unit < $1.unit
      }.map(\.unit)
      for (metric, units) in [("iou", above), ("information", telling)] where !units.isEmpty {
        recipes.append(
          try Self.recipe(concept, metric, Array(units.prefix(RecipeBook.listed)), layer, report))
      }
    }
    self.init(
      layer: layer.layer, units: layer.units.count,
      quantiles: try QuantileTable(
        probabilities: UnitReport.quantileProbabilities.map { Float($0) },
        activations: layer.units.map { $0.quantiles.map { Float($0) } }),
      recipes: recipes)
  }

  private static func recipe(
    _ concept: Int, _ metric: String, _ units: [Int], _ layer: LayerReport,
    _ report: DissectionReport
  ) throws(RecipeError) -> Recipe {
    let reports = units.map { layer.units[$0] }
    return try Recipe(
      concept: report.concepts[concept].name, layer: layer.layer, metric: metric, units: units,
      draws: [
        "level": reports.map { Float($0.level) },
        "mean": reports.map { Float($0.means[concept] ?? $0.level) },
      ], draw: "mean")
  }
}
