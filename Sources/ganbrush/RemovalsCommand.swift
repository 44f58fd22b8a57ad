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
    abstract: "Find the units and values that remove each concept, for the key x of the painter.",
    discussion: """
      The units that draw a concept do not take it away when they are set to 0: others go on drawing \
      it. This command compares the rankings of the model's recipes, a ranking by how much the units \
      differ with and without the concept, and a search that adds units one by one; each with the \
      values zero, absent (the mean of the unit where the concept could stand and does not) and \
      opposite (as far beyond absent as the mean where the concept is on the other side). What \
      leaves least of the concept under strokes over it, and at least nine tenths of it elsewhere, \
      becomes the removal. The table shows what that does in pictures from id 20000 on, which have \
      chosen nothing, beside as many random units.
      """)

  @OptionGroup var model: ModelOptions

  @Option(
    parsing: .upToNextOption,
    help: "The layers; by default all that have recipes. The removals of others stay as they are.")
  var layer: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: "The concepts; by default all that have recipes. The removals of others stay as they are."
  )
  var concept: [String] = []

  @Option(
    help: "What names the concepts: an installed segmenter, a folder, or a checkpoint.",
    completion: .file())
  var segmenter = AssetLibrary.defaultSegmenter

  @Option(
    help:
      "How many pictures of each concept the search looks at; comparisons take four times as many.")
  var images = 8

  @Option(
    help: "The recipe file to write: the model's recipes, with the removals.", completion: .file())
  var out: OutputTarget

  @Flag(help: "Print one JSON object instead of tables.")
  var json = false

  func validate() throws {
    try out.validate(as: .json, for: "--out")
    guard 2...1000 ~= images else {
      throw ValidationError("--images is \(images), expected 2 to 1000")
    }
    if json, out.isStandardOutput {
      throw ValidationError("--json and --out - exclude each other")
    }
  }

  func run() throws {
    let model = try model.load()
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
    let (training, heldOut) = (
      LabelSurvey(generator, from: 0), LabelSurvey(generator, from: Self.heldOut)
    )
    let extent = RemovalSearch.Extent(
      search: images, comparison: 4 * images, measurement: 8 * images,
      sample: 0..<32 * images)

    let works = chapters.map { chapter in
      (chapter: chapter, concepts: concepts(of: chapter))
    }
    var bar = ProgressBar("concepts", of: works.reduce(0) { $0 + $1.concepts.count })
    var (done, findings): (Int, [RemovalFindings]) = (0, [])
    bar.show(0)
    for (chapter, concepts) in works {
      guard let layer = model.generator.layer(chapter.layer) else { continue }
      let search = try RemovalSearch(
        generator, at: layer, training: training, heldOut: heldOut, extent: extent)
      for concept in concepts {
        if let number = generator.concepts.firstIndex(of: concept),
          let found = try search.removal(
            of: number, rankedBy: chapter.recipes.filter { $0.concept == concept })
        {
          findings.append(found)
        }
        done += 1
        bar.show(done)
      }
    }
    let written = book.with(
      book.layers.map { chapter in
        guard chapters.contains(chapter) else { return chapter }
        let sought = Set(concepts(of: chapter))
        return chapter.removing(
          by: chapter.removals.filter { !sought.contains($0.concept) }
            + findings.map(\.recipe).filter { $0.layer == chapter.layer })
      })
    try OutputFile.write(written.json, to: out.path)
    let report = RemovalReport(findings)
    if json { return try JSONOutput.print(report) }
    for line in report.lines { out.report(line) }
    for chapter in chapters {
      let missing = concepts(of: chapter).filter { concept in
        !findings.contains { $0.recipe.layer == chapter.layer && $0.recipe.concept == concept }
      }
      guard !missing.isEmpty else { continue }
      out.report(
        "\(shown: chapter.layer): nothing removes \(shown: missing) and spares it elsewhere")
    }
  }

  /// The concepts of a chapter whose removals are looked for.
  private func concepts(of chapter: RecipeBook.Chapter) -> [String] {
    let all = chapter.brushes().map(\.concept)
    return concept.isEmpty ? all : all.filter(concept.contains)
  }

  /// Pictures before this id were used for recipes and dissections.
  private static let heldOut = 20_000

  private func chapters(of book: RecipeBook) throws -> [RecipeBook.Chapter] {
    guard !layer.isEmpty else { return book.layers }
    return try layer.map { name in
      guard let chapter = book.chapter(LayerName(rawValue: name)) else {
        throw Refusal(
          "no recipes at layer '\(shown: name)', expected one of "
            + "\(shown: book.layers.map(\.layer.rawValue))", status: 2)
      }
      return chapter
    }
  }
}
