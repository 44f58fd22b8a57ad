import ArgumentParser
import Experiments
import Files
import Networks
import Painting
import Recipes
import Seeing
import Studio
import Units

/// Finds what takes concepts away, for strokes that remove.
struct RemovalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "removals",
    abstract:
      "Find the units and values that remove each concept, for the keys x and t of the painter.",
    discussion: """
      The units that draw a concept do not take it away when they are set to 0: others go on drawing \
      it. This command compares the rankings of the model's recipes, a ranking by how much the units \
      differ with and without the concept, and a search that adds units one by one; each with the \
      values zero, absent (the mean of the unit where the concept could stand and does not) and \
      opposite (as far beyond absent as the mean where the concept is on the other side). What \
      leaves least of the concept under strokes over it, and at least nine tenths of it elsewhere, \
      becomes the removal of strokes. What leaves least of it in whole pictures, and changes at most a \
      tenth of the pixels of other concepts, or as many as the units that draw do at 0 \
      (the published ablation), becomes that of toggles. The tables show what removals do \
      in pictures from id 20000 on, which have chosen nothing, beside as many of the units that draw, \
      at 0, and as many random units. Without --out nothing is looked for: the removals that the \
      recipes have are measured.
      """)

  @OptionGroup var model: ModelOptions

  @Option(
    parsing: .upToNextOption,
    help: "The layers; by default all that have recipes. The removals of others stay as they are.",
    completion: .layers)
  var layer: [String] = []

  @Option(
    parsing: .upToNextOption,
    help:
      "The concepts; by default all that have recipes. The removals of others stay as they are.",
    completion: .concepts)
  var concept: [String] = []

  @Option(
    help: "What names the concepts: an installed segmenter, a folder, or a checkpoint.",
    completion: .segmenters)
  var segmenter = Preferences.current.segmenter

  @Option(
    number: "--images", in: 2...1000,
    help:
      "How many pictures of each concept the search looks at; the tables show eight times as many.")
  var images = 4

  @Option(
    help: "The recipe file to write: the model's recipes, with the removals.", completion: .file())
  var out: OutputTarget?

  @Flag(help: "Print one JSON object instead of tables.")
  var json = false

  @OptionGroup var overwriting: OverwriteOptions

  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    try out?.validate(as: .json, for: "--out")
    if json, let out, out.isStandardOutput {
      throw ValidationError("--json and --out - exclude each other")
    }
  }

  func run() throws {
    let model = try model.load()
    try overwriting.expectFree([out], updating: model.recipesPath)
    model.warn()
    guard let book = model.recipes else {
      throw Refusal(
        "\(shown: self.model.model) has no recipes; ganbrush dissect makes them, and --recipes FILE "
          + "takes them")
    }
    let chapters = try chapters(of: book)
    let file = try CheckpointFile(
      path: try AssetLibrary().checkpoint(segmenter, of: .segmenter), kind: .segmenter)
    file.sayChoice()
    let generator = LabelledGenerator(
      model.generator, try LabelSource(file, pictures: model.generator.pictureSize))
    var found = chapters
    if let out {
      found = try search(chapters, model.generator, generator)
      try write(found, of: model, to: out)
    }
    let report = RemovalReport(try measured(found, model.generator, generator))
    if json { return try JSONOutput.print(report) }
    for line in report.lines {
      if let out { out.report(line) } else { print(line) }
    }
  }

  /// Writes the model's recipes with the removals that were looked for.
  private func write(
    _ found: [RecipeBook.Chapter], of model: Model, to target: OutputTarget
  ) throws {
    try model.writeRecipes(to: target.path) { book in
      guard let book else { preconditionFailure("removals without recipes") }
      return book.with(
        book.layers.map { chapter in
          guard let new = found.first(where: { $0.layer == chapter.layer }) else { return chapter }
          let concepts = concepts(of: new)
          return RemovalReach.allCases.reduce(chapter) { result, reach in
            result.removing(
              concepts, reach, by: new.removals(reach).filter { concepts.contains($0.concept) })
          }
        })
    }
  }

  /// Finds removals for the chapters; those that are not looked for stay.
  private func search(
    _ chapters: [RecipeBook.Chapter], _ generator: Generator, _ pictures: LabelledGenerator
  ) throws -> [RecipeBook.Chapter] {
    let survey = LabelSurvey(pictures, from: 0)
    let reaches = RemovalReach.allCases
    var bar = ProgressBar(
      "searching", of: reaches.count * chapters.reduce(0) { $0 + concepts(of: $1).count })
    var done = 0
    bar.show(0)
    return try chapters.map { chapter in
      guard let layer = generator.layer(chapter.layer) else { return chapter }
      let sample = try sample(pictures, of: layer)
      let concepts = concepts(of: chapter)
      return try reaches.reduce(chapter) { result, reach in
        let search = RemovalSearch(
          pictures, at: layer, sample: sample, survey: survey,
          extent: RemovalSearch.Extent(search: images, comparison: 4 * images), reach: reach)
        var removals: [Recipe] = []
        for concept in concepts {
          if let number = pictures.concepts.firstIndex(of: concept),
            let removal = try search.removal(
              of: number, rankedBy: chapter.recipes.filter { $0.concept == concept })
          {
            removals.append(removal)
          } else {
            let harm =
              reach == .strokes ? "and spares it elsewhere" : "everywhere and spares the rest"
            Console.warn(
              "\(shown: chapter.layer): nothing removes \(shown: concept) \(harm)")
          }
          done += 1
          bar.show(done)
        }
        return result.removing(concepts, reach, by: removals)
      }
    }
  }

  /// Measures the removals of the chapters on pictures that did not choose them.
  private func measured(
    _ chapters: [RecipeBook.Chapter], _ generator: Generator, _ pictures: LabelledGenerator
  ) throws -> [RemovalFindings] {
    let survey = LabelSurvey(pictures, from: Self.heldOut)
    let wanted = RemovalReach.allCases.flatMap { reach in
      chapters.map { chapter in
        let concepts = concepts(of: chapter)
        return (
          reach: reach, chapter: chapter,
          removals: chapter.removals(reach).filter { concepts.contains($0.concept) }
        )
      }
    }
    var bar = ProgressBar("measuring", of: wanted.reduce(0) { $0 + $1.removals.count })
    var (done, findings): (Int, [RemovalFindings]) = (0, [])
    bar.show(0)
    for (reach, chapter, removals) in wanted where !removals.isEmpty {
      guard let layer = generator.layer(chapter.layer) else { continue }
      let sample = try sample(pictures, of: layer)
      let brushes = chapter.brushes()
      for removal in removals {
        if let drawing = brushes.first(where: { $0.concept == removal.concept }),
          let found = try RemovalFindings(
            removal, reach, against: drawing, pictures, at: layer, sample: sample,
            survey: survey, count: 8 * images)
        {
          findings.append(found)
        }
        done += 1
        bar.show(done)
      }
    }
    return findings
  }

  /// The pictures that mean activations are taken of.
  private func sample(
    _ pictures: LabelledGenerator, of layer: LayerSummary
  ) throws -> LayerSample {
    try LayerSample(pictures, of: layer, ids: 0..<32 * images)
  }

  /// The concepts of a chapter whose removals are looked for.
  private func concepts(of chapter: RecipeBook.Chapter) -> [String] {
    let all = chapter.brushes().map(\.concept)
    return concept.isEmpty ? all : all.filter(concept.contains)
  }

  /// Pictures before this id were used for recipes and dissections.
  private static let heldOut = 20_000

  private func chapters(of book: RecipeBook) throws -> [RecipeBook.Chapter] {
    let drawn = Set(book.layers.flatMap { $0.brushes().map(\.concept) })
    for name in concept where !drawn.contains(name) {
      throw Refusal(no: "concept", name, expected: drawn.sorted())
    }
    guard !layer.isEmpty else { return book.layers }
    let known = book.layers.map(\.layer.rawValue)
    for name in layer where !known.contains(name) {
      throw Refusal(no: "layer", name, expected: known)
    }
    return book.layers.filter { layer.contains($0.layer.rawValue) }
  }
}
