import Dissection
import Experiments
import Files
import Networks
import Painting
import Recipes
import Units

/// A generator whose units an experiment switches.
struct StudiedGenerator {
  /// As the person named it.
  let name: String
  let model: Model
  let layer: LayerSummary
  let labels: LabelSource
  /// The model's dissection, if it has one.
  let report: DissectionReport?

  /// The number of a concept.
  ///
  /// - Throws: `Refusal` with the concepts that there are.
  func concept(_ name: String) throws -> Int {
    let concepts = labels.segmenter.concepts
    guard let number = concepts.firstIndex(of: name) else {
      throw Refusal(no: "concept", name, expected: concepts)
    }
    return number
  }

  /// The units of the layer by how much they have to do with a concept, the first most.
  ///
  /// - Parameters:
  ///   - concept: The concept's name.
  ///   - metric: `iou` by the dissection, or the metric of one of the model's recipes.
  /// - Returns: Channels of the layer.
  /// - Throws: `Refusal`, which says what there is or how to get it.
  func units(for concept: String, ranked metric: String) throws -> [Int] {
    if metric == "iou", let dissected = try ranking(for: concept) { return dissected }
    let recipes = model.recipes?.chapter(layer.name)?.recipes ?? []
    if let recipe = recipes.first(where: { $0.concept == concept && $0.metric == metric }) {
      return recipe.units
    }
    let known = recipes.filter { $0.concept == concept && $0.metric != "iou" }.map(\.metric)
    if metric == "iou" { throw notDissected }
    throw Refusal(
      "no ranking '\(shown: metric)' of units for \(shown: concept) at \(shown: layer.name), "
        + "expected iou" + (known.isEmpty ? "" : " or one of \(shown: known)"), status: 2)
  }

  /// What tells how to get a dissection of the layer.
  var notDissected: Refusal {
    Refusal(
      "\(shown: layer.name) of \(shown: name) is not dissected: ganbrush dissect --model "
        + "\(shown: name) --layer \(shown: layer.name) --out DIR does it, and --run DIR takes it")
  }

  /// The units by their IoU with a concept; nil where the dissection does not have them.
  private func ranking(for concept: String) throws -> [Int]? {
    guard let report, let found = report.layers.first(where: { $0.layer == layer.name }) else {
      return nil
    }
    guard let number = report.concepts.firstIndex(where: { $0.name == concept }) else {
      throw Refusal(no: "concept", concept, expected: report.concepts.map(\.name))
    }
    return found.ranking(number)
  }
}
