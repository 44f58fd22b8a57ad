import ArgumentParser
import Dissection
import Experiments
import Files
import Networks
import Painting
import Recipes
import Seeing
import Studio
import Units

/// Which generator an experiment changes, at which layer, and what names the concepts.
struct StudyOptions: ParsableArguments {
  @OptionGroup var model: ModelOptions

  @Option(
    help: "The layer whose units are switched; by default where painting begins.",
    completion: .layers)
  var layer: String?

  @Option(
    help: "What names the concepts: an installed segmenter, a folder, or a checkpoint.",
    completion: .segmenters)
  var segmenter: String?

  @Option(
    help: "The folder of the dissection that ranks units; by default the model's own.",
    completion: .directory)
  var run: String?

  /// Opens the generator and everything that an experiment asks of it.
  ///
  /// - Throws: What names the file or the option that is at fault.
  func open() throws -> StudiedGenerator {
    let model = try model.load()
    model.warn()
    let path = try AssetLibrary().checkpoint(
      segmenter ?? Preferences.current.segmenter, of: .segmenter)
    let file = try CheckpointFile(path: path, kind: .segmenter)
    file.sayChoice()
    return StudiedGenerator(
      name: self.model.model, model: model, layer: try layer(of: model),
      labels: try LabelSource(file, pictures: model.generator.pictureSize),
      report: try report(of: model))
  }

  private func layer(of model: Model) throws -> LayerSummary {
    let canvases = model.generator.layers.canvases
    guard !canvases.isEmpty else {
      throw Refusal("\(shown: self.model.model) has no layer of more than one cell")
    }
    let name = layer ?? model.firstSession().layer.rawValue
    if let found = canvases.first(where: { $0.name.rawValue == name }) { return found }
    throw Refusal(
      "\(DissectionError.unknownLayer(name, known: canvases.map(\.name.rawValue)))", status: 2)
  }

  /// The model's dissection, if it has one.
  private func report(of model: Model) throws -> DissectionReport? {
    let hash = try model.identity().hash
    guard let run else {
      return try DissectionShelf().report(
        beside: model.path, recipes: self.model.recipes?.path, hash: hash,
        layers: model.generator.layers)
    }
    return try DissectedModel.report(
      in: run, of: self.model.model, hash: hash, layers: model.generator.layers)
  }
}
