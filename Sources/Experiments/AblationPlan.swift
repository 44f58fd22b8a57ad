package import Dissection
import Files
package import Units

/// Everything that decides what is counted of a classifier without some units of a layer: the file
/// `plan.json`.
package struct AblationPlan: CountingPlan {
  package typealias Counts = AblationCounts

  package static let format = "ganbrush ablation plan"
  package static let version = 1

  /// Units in an order; its beginnings are ablated, or kept.
  package struct Ranking: Codable, Equatable, Sendable {
    /// The class that the order is for; nil where it is random.
    package let number: Int?
    /// As many as are ablated at most, the first first.
    package let units: [Int]

    private enum CodingKeys: String, CodingKey {
      case number = "class"
      case units = "units"
    }

    package init(number: Int?, units: [Int]) { (self.number, self.units) = (number, units) }
  }

  package let model: DissectionReport.NetworkNote
  package let specimens: SpecimenSource
  package let layer: LayerSummary
  /// The names of the classes, by their numbers.
  package let classes: [String]
  /// Without any, each unit is ablated by itself.
  package let rankings: [Ranking]
  /// How many units of each ranking are ablated or kept, rising.
  package let sizes: [Int]
  package private(set) var checksum = ""

  package init(
    model: DissectionReport.NetworkNote, specimens: SpecimenSource, layer: LayerSummary,
    classes: [String], rankings: [Ranking] = [], sizes: [Int] = []
  ) {
    self.model = model
    self.specimens = specimens
    self.layer = layer
    self.classes = classes
    self.rankings = rankings
    self.sizes = sizes
    checksum = DissectionPlan.checksum(of: json)
  }

  /// The states of the layer's units in which pictures are classified; first with all units.
  ///
  /// Then without each unit; or for each ranking and size without its first units, and with only them.
  package var states: [KeptUnits] {
    guard !rankings.isEmpty else { return [.all] + (0..<layer.units).map { .all(but: [$0]) } }
    return [.all]
      + rankings.flatMap { ranking in
        sizes.flatMap { size in
          let units = Array(ranking.units.prefix(size))
          return [KeptUnits.all(but: units), .only(units)]
        }
      }
  }

  /// How many states there are.
  package var stateCount: Int {
    rankings.isEmpty ? 1 + layer.units : 1 + 2 * rankings.count * sizes.count
  }

  package func difference(from other: AblationPlan) -> String? {
    if model != other.model {
      return "one is of '\(shown: model.name)' (\(model.hash.prefix(8))), the other of "
        + "'\(shown: other.model.name)' (\(other.model.hash.prefix(8)))"
    }
    if layer != other.layer {
      return "one is of the layer \(shown: layer.name), the other of \(shown: other.layer.name)"
    }
    if specimens != other.specimens {
      return "one has \(specimens.phrase), the other \(other.specimens.phrase)"
    }
    if sizes != other.sizes { return "one ablates \(sizes) units, the other \(other.sizes)" }
    return self == other ? nil : "their classes or rankings differ"
  }
}
