import Dissection
import Files
import Painting
import Recipes
import Units

extension StudiedGenerator {
  /// What units are set to when a concept is inserted.
  ///
  /// - Parameters:
  ///   - value: Which of their activations.
  ///   - units: Channels of the layer.
  ///   - concept: The concept's name.
  /// - Returns: An activation a unit, by the dissection where there is one, else by the recipes.
  /// - Throws: `Refusal`, where neither tells.
  func values(_ value: InsertionValue, of units: [Int], for concept: String) throws -> [Int: Float]
  {
    let values: [Int: Float]
    switch value {
    case .level: values = try quantiles(QuantileTable.level, of: units)
    case .quantile(let probability): values = try quantiles(Float(probability), of: units)
    case .mean: values = try means(of: units, for: concept)
    }
    return values
  }

  private var dissected: LayerReport? { report?.layers.first { $0.layer == layer.name } }

  private func quantiles(_ probability: Float, of units: [Int]) throws -> [Int: Float] {
    let table: QuantileTable?
    if let dissected {
      table = try QuantileTable(
        probabilities: UnitReport.quantileProbabilities.map { Float($0) },
        activations: dissected.units.map { $0.quantiles.map { Float($0) } })
    } else {
      table = model.recipes?.chapter(layer.name)?.quantiles
    }
    guard let table else { throw unknownValues("quantiles") }
    return Dictionary(
      uniqueKeysWithValues: units.map { ($0, table.activation(at: probability, unit: $0)) })
  }

  private func means(of units: [Int], for concept: String) throws -> [Int: Float] {
    guard let report, let dissected,
      let number = report.concepts.firstIndex(where: { $0.name == concept })
    else { throw unknownValues("means where \(shown: concept) is") }
    return Dictionary(
      uniqueKeysWithValues: units.map { unit in
        (unit, Float(dissected.units[unit].means[number] ?? dissected.units[unit].level))
      })
  }

  private func unknownValues(_ what: String) -> Refusal {
    Refusal(
      "the \(what) of the units of \(shown: layer.name) are not known: ganbrush dissect --model "
        + "\(shown: name) --layer \(shown: layer.name) --out DIR measures them, and --run DIR takes it"
    )
  }
}
