import Causes
package import Dissection
import Files
import Units

/// The folder of an experiment on which units matter to which class: two runs, one after the other.
///
/// The first ablates each unit by itself, which ranks the units of each class. The second, on other
/// pictures, ablates or keeps the best of each class together, and random ones as a control.
package struct ImportanceFolder: Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  /// The run that ranks.
  package var ranking: RunFolder<AblationPlan> { RunFolder("\(path)/ranking") }
  /// The run on pictures that no ranking has seen.
  package var heldOut: RunFolder<AblationPlan> { RunFolder("\(path)/held-out") }

  /// Whether a folder has such an experiment.
  package static func exists(in path: String) -> Bool {
    AblationPlan.exists(in: ImportanceFolder(path).ranking.path)
  }

  /// How many units are ablated or kept together (PNAS 2020).
  package static let sizes = [1, 2, 3, 4, 5, 20, 64, 128, 256]
  /// Random orders of the units, as many as a mean needs.
  package static let controls = 5
}

extension AblationPlan {
  /// The plan of the second run, which follows from the first.
  ///
  /// - Parameters:
  ///   - plan: The plan of the first run.
  ///   - counts: What it has counted, all of it.
  ///   - specimens: Other pictures.
  ///   - sizes: How many units are ablated or kept together.
  package init(
    after plan: AblationPlan, _ counts: AblationCounts, on specimens: SpecimenSource,
    sizes: [Int] = ImportanceFolder.sizes
  ) {
    let importance = UnitImportance(plan, counts)
    let units = plan.layer.units
    let sizes = sizes.filter { $0 < units }
    let rankings =
      importance.classes.map { number in
        Ranking(
          number: number, units: Array(importance.ranking(of: number).prefix(sizes.last ?? 0)))
      }
      + (0..<ImportanceFolder.controls).map { control in
        var random = SeededRandom(seed: UInt64(control))
        return Ranking(number: nil, units: random.draw(sizes.last ?? 0, below: units))
      }
    self.init(
      model: plan.model, specimens: specimens, layer: plan.layer, classes: plan.classes,
      rankings: sizes.isEmpty ? [] : rankings, sizes: sizes)
  }
}

extension UnitImportance {
  /// Follows from a run that ablates each unit by itself.
  package init(_ plan: AblationPlan, _ counts: AblationCounts) {
    precondition(plan.rankings.isEmpty, "a run that ablates units together")
    self.init(
      unchanged: counts.tally(in: 0),
      without: (0..<plan.layer.units).map { counts.tally(in: 1 + $0) })
  }
}
