import Causes
import Experiments
import Files
import Recipes
import Units

/// What an optimisation of causal weights found, as a table, as JSON and as a recipe.
struct AceReport: Encodable {
  /// A unit with what was found of it.
  struct Unit: Encodable {
    let unit: Int
    /// 0 to 1.
    let weight: Double
    let iou: Double
    /// Its mean where the concept is.
    let mean: Float
    /// The activation that it exceeds in 1 % of all pixels.
    let level: Double
  }

  /// What the best units of a ranking do in held-out pictures.
  struct Effect: Encodable {
    let ranking: String
    /// The part of the concept's pixels that goes without the units, and half of its 99 % interval; nil
    /// where no picture has the concept, and for a single picture.
    let removed: Double?
    let removedInterval: Double?
    /// The part of a cell without the concept that shows it with the units, and half of its 99 % interval;
    /// nil where no picture has such a cell.
    let inserted: Double?
    let insertedInterval: Double?

    init(_ ranking: String, _ effect: RankingEffect, pixels: Double) {
      self.ranking = ranking
      (removed, removedInterval) = (effect.change?.removal, effect.change?.interval)
      inserted = effect.inserted.count == 0 ? nil : effect.inserted.mean / pixels
      insertedInterval = effect.inserted.interval.map { $0 / pixels }
    }
  }

  let model: String
  let layer: String
  let concept: String
  let sizes: AceSizes
  /// Pictures that show the concept and that have a place for it.
  let present: Int
  let candidates: Int
  /// The loss of other pairs at first and after each epoch.
  let losses: [Double]
  /// All units of the layer, the largest weight first.
  let units: [Unit]
  /// How many pictures compare, and the id of the first.
  let compared: Int
  let firstPicture: Int
  let effects: [Effect]
  let random: [Effect]

  init(
    model: String, layer: LayerSummary, concept: String, sizes: AceSizes,
    pairs: (present: Int, candidates: Int), losses: [Double], units: [Unit], compared: Range<Int>,
    comparison: RankingComparison
  ) {
    let pixels = Double(DissectionPlan.labelGrid.count) / Double(layer.grid.count)
    self.model = model
    self.layer = layer.name.rawValue
    self.concept = concept
    self.sizes = sizes
    (present, candidates) = (pairs.present, pairs.candidates)
    self.losses = losses
    self.units = units
    self.compared = compared.count
    firstPicture = compared.lowerBound
    effects = zip(["ace", "iou"], comparison.effects).map { Effect($0, $1, pixels: pixels) }
    random = comparison.random.map { Effect("random", $0, pixels: pixels) }
  }

  private enum CodingKeys: String, CodingKey {
    case model = "model"
    case layer = "layer"
    case concept = "concept"
    case sizes = "sizes"
    case present = "present"
    case candidates = "candidates"
    case losses = "losses"
    case units = "units"
    case compared = "compared"
    case firstPicture = "firstPicture"
    case effects = "effects"
    case random = "random"
  }

  /// How many units a recipe lists at most.
  private static let listed = 40

  /// The ranking, with the values that draw the concept.
  func recipe() throws(RecipeError) -> Recipe {
    let best = units.prefix(Self.listed)
    return try Recipe(
      concept: concept, layer: LayerName(rawValue: layer), metric: "ace", units: best.map(\.unit),
      draws: ["mean": best.map(\.mean), "level": best.map { Float($0.level) }], draw: "mean")
  }

  // MARK: For a person

  /// A few sentences and a table.
  var lines: [String] {
    let count = min(RankingComparison.units, units.count)
    let strong = units.count { $0.weight > 0.5 }
    let (first, last) = (losses[0], losses[losses.count - 1])
    return [
      "\(shown: concept) at \(shown: layer) of \(shown: model): \(strong) of \(units.count) units have a "
        + "weight above 0.5; loss \(first.decimals(3)) at first, \(last.decimals(3)) after "
        + "\(sizes.epochs) epochs of \(min(present, candidates)) pairs",
      "units: " + units.prefix(count).map { "\($0.unit)" }.joined(separator: " "),
      "",
      "\(count) units in \(compared.counted("picture")) from id \(firstPicture) on",
      "ranking".padded(to: Self.nameWidth) + "removed everywhere".padded(to: Self.columnWidth)
        + "inserted at a cell",
    ]
      + effects.map { effect in
        effect.ranking.padded(to: Self.nameWidth)
          + Self.share(effect.removed, effect.removedInterval).padded(to: Self.columnWidth)
          + Self.share(effect.inserted, effect.insertedInterval) + " of it"
      } + [
        "random".padded(to: Self.nameWidth)
          + Self.span(random.compactMap(\.removed)).padded(to: Self.columnWidth)
          + Self.span(random.compactMap(\.inserted)) + " of it"
      ]
  }

  private static let nameWidth = 9
  private static let columnWidth = 28

  /// A share with its interval; `–` stands for what is not known.
  private static func share(_ share: Double?, _ interval: Double?) -> String {
    guard let share else { return "–" }
    return "\((100 * share).decimals(1)) % ± "
      + (interval.map { (100 * $0).decimals(1) } ?? "–")
  }

  /// The mean of the random sets, and their lowest and highest.
  private static func span(_ shares: [Double]) -> String {
    guard !shares.isEmpty else { return "–" }
    let mean = shares.reduce(0, +) / Double(shares.count)
    let ends = [shares.min() ?? 0, shares.max() ?? 0].map { (100 * $0).decimals(1) }
    return "\((100 * mean).decimals(1)) % (\(ends[0]) to \(ends[1]))"
  }
}
