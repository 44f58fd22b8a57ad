package import Causes
package import Dissection
import Files
package import Units

/// Which units of a layer matter to which class: the file `importance.json`.
package struct ImportanceReport: Codable, Equatable, Sendable {
  package static let format = "ganbrush importance"
  package static let version = 1

  /// The pictures of a run, in words, and how many could be read.
  package struct Pictures: Codable, Equatable, Sendable {
    package let phrase: String
    package let count: Int
    package let skipped: [DissectionReport.SkippedPicture]
  }

  /// A class that has pictures in both runs; lists by size have the order of `sizes`.
  package struct Class: Codable, Equatable, Sendable {
    package let name: String
    /// Held-out ones.
    package let pictures: Int
    package let recall: Double
    package let balancedAccuracy: Double
    /// The most important units, the first first.
    package let units: [Int]
    /// The balanced accuracy without the first units, by size.
    package let without: [Double]
    /// The balanced accuracy with only the first units, by size.
    package let only: [Double]

    private enum CodingKeys: String, CodingKey {
      case name = "name"
      case pictures = "pictures"
      case recall = "recall"
      case balancedAccuracy = "balanced_accuracy"
      case units = "units"
      case without = "without"
      case only = "only"
    }
  }

  /// A unit of the layer.
  package struct UnitNote: Codable, Equatable, Sendable {
    package let unit: Int
    /// What the classes lose without it, on the mean.
    package let drop: Double
    /// For how many classes it is among the four most important.
    package let classes: Int
    /// Its IoU with the concept that it matches best, by the layer's dissection.
    package let iou: Double?
    package let label: String?
  }

  /// Importance beside how well units match concepts.
  package struct Comparison: Codable, Equatable, Sendable {
    /// Of what the classes lose without a unit with its IoU.
    package let drop: Correlation?
    /// Of the number of classes that it matters to with its IoU.
    package let classes: Correlation?
    package let groups: [ImportanceGroup]
  }

  /// Spearman's coefficient with its 99 % confidence interval.
  package struct Correlation: Codable, Equatable, Sendable {
    package let coefficient: Double
    package let low: Double
    package let high: Double
    package let units: Int

    fileprivate init(_ found: RankCorrelation) {
      coefficient = found.coefficient
      (low, high) = (found.interval.lowerBound, found.interval.upperBound)
      units = found.count
    }
  }

  package let format: String
  package let version: Int
  package let model: DissectionReport.NetworkNote
  package let layer: LayerName
  package let ranked: Pictures
  package let heldOut: Pictures
  /// How many units are ablated or kept together, rising.
  package let sizes: [Int]
  package let unchanged: AblationPoint
  /// Without the most important units of each class.
  package let without: [AblationPoint]
  /// With only the most important units of each class.
  package let only: [AblationPoint]
  /// Without random units, on the mean over several sets.
  package let withoutRandom: [AblationPoint]
  /// With only random units.
  package let onlyRandom: [AblationPoint]
  package let classes: [Class]
  package let units: [UnitNote]
  package let comparison: Comparison?

  private enum CodingKeys: String, CodingKey {
    case format = "format"
    case version = "version"
    case model = "model"
    case layer = "layer"
    case ranked = "ranked"
    case heldOut = "held_out"
    case sizes = "sizes"
    case unchanged = "unchanged"
    case without = "without"
    case only = "only"
    case withoutRandom = "without_random"
    case onlyRandom = "only_random"
    case classes = "classes"
    case units = "units"
    case comparison = "comparison"
  }

  /// The content of the file.
  package var json: [UInt8] { JSONFile.encode(self) }

  /// How many of the best units of a class are named.
  private static let named = 20

  /// Draws the conclusions from what was counted.
  ///
  /// - Parameters:
  ///   - ranking: The run that ranks, and what it counted.
  ///   - heldOut: The run on other pictures, and what it counted.
  ///   - dissection: The layer's, with the names of the concepts; nil without one.
  package init(
    _ ranking: (plan: AblationPlan, counts: AblationCounts),
    _ heldOut: (plan: AblationPlan, counts: AblationCounts),
    _ dissection: (layer: LayerReport, concepts: [DissectionReport.ConceptNote])?
  ) {
    (format, version) = (Self.format, Self.version)
    let plan = heldOut.plan
    (model, layer, sizes) = (plan.model, plan.layer.name, plan.sizes)
    self.ranked = Self.pictures(ranking.plan, ranking.counts)
    self.heldOut = Self.pictures(plan, heldOut.counts)
    let importance = UnitImportance(ranking.plan, ranking.counts)
    let all = heldOut.counts.tally(in: 0)
    let numbers = importance.classes.filter { all.balancedAccuracy(of: $0) != nil }
    unchanged = AblationPoint(units: 0, numbers.map { (all, $0) })
    let states = HeldOutStates(plan, heldOut.counts)
    without = states.points(keeping: false, of: numbers)
    only = states.points(keeping: true, of: numbers)
    withoutRandom = states.controls(keeping: false, of: numbers)
    onlyRandom = states.controls(keeping: true, of: numbers)
    classes = numbers.map { number in
      Class(
        name: plan.classes[number], pictures: all[number].pictures,
        recall: all[number].recall ?? 0, balancedAccuracy: all.balancedAccuracy(of: number) ?? 0,
        units: Array(importance.ranking(of: number).prefix(Self.named)),
        without: states.accuracies(of: number, keeping: false),
        only: states.accuracies(of: number, keeping: true))
    }
    let (drops, counts) = (importance.meanDrops, importance.classCounts())
    let ious = dissection.map { $0.layer.units.map { $0.ious.max() ?? 0 } }
    units = drops.indices.map { unit in
      UnitNote(
        unit: unit, drop: drops[unit], classes: counts[unit], iou: ious?[unit],
        label: dissection.map { $0.concepts[$0.layer.units[unit].label].name })
    }
    comparison = ious.map { ious in
      Comparison(
        drop: RankCorrelation(drops, ious).map(Correlation.init),
        classes: RankCorrelation(counts.map(Double.init), ious).map(Correlation.init),
        groups: ImportanceGroup.groups(counts, ious))
    }
  }

  private static func pictures(_ plan: AblationPlan, _ counts: AblationCounts) -> Pictures {
    Pictures(
      phrase: plan.specimens.phrase, count: counts.tally(in: 0).pictures.reduce(0, +),
      skipped: counts.skipped)
  }
}
