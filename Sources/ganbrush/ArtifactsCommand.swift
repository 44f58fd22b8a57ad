import ArgumentParser
import Causes
import Dissection
import Experiments
import Files
import Networks
import Painting
import Recipes
import Scenes
import Studio
import Units

/// Finds the units that make pictures unlike the world, and switches them off.
struct ArtifactsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "artifacts",
    abstract: "Find the units that make pictures unlike the world, and switch them off.",
    discussion: """
      Each unit is ranked by the pictures that activate it most: by their Fréchet distance from \
      pictures of the world, in what a segmenter sees (ICLR 2019 ranks units by FID). Then the worst \
      are set to 0 in other pictures, and so are as many random units, as a control.

      With --brush the worst units become the brush "artifacts", which removes them with x:
      ganbrush --recipes FILE
      """)

  @OptionGroup var study: StudyOptions

  @Option(
    number: "--units", in: 1...1_000_000,
    help: "How many of the worst units are switched off.")
  var units = 20

  @Option(
    number: "--images", in: 1...(Latent.maximumID + 1) / 2,
    help: """
      How many pictures rank the units, and how many others show the effect; at least twice as many as the \
      segmenter has features (192 for the default one), and a twentieth of the world's pictures. Seven times \
      as many are made, some minutes for 5000.
      """)
  var images = 5000

  @Option(
    number: "--first", in: 0...Latent.maximumID,
    help: "The id of the first of these others.")
  var first = 20_000

  @Option(
    help: "A folder with pictures (PNG, JPEG, WebP) of the world that the generator learned.",
    completion: .directory
  )
  var pictures: String?

  @Flag(help: "The world is the drawn one; the default for the generators that ship.")
  var scenes = false

  @Option(help: "With --scenes: only scenes of this category.")
  var category: Scenes.Category?

  @Option(help: "Write the model's recipes with the brush \"artifacts\" to this file.")
  var brush: OutputTarget?

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var overwriting: OverwriteOptions

  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if pictures != nil, scenes {
      throw ValidationError("--pictures and --scenes exclude each other")
    }
    if category != nil, pictures != nil { throw ValidationError("--category is for --scenes") }
    // The pictures before rank the units.
    let firsts = images...Latent.maximumID + 1 - images
    if !(firsts ~= first) {
      throw ValidationError(
        "--first is \(first), expected \(firsts.lowerBound) to \(firsts.upperBound) with --images \(images)"
      )
    }
    if json, brush?.isStandardOutput == true {
      throw ValidationError("--json and --brush cannot both write to standard output")
    }
    try brush?.validate(as: .json, for: "--brush")
  }

  func run() throws {
    let source = try source()
    let subject = try study.open()
    try overwriting.expectFree([brush], updating: subject.model.recipesPath)
    guard units < subject.layer.units else {
      throw Refusal(
        "--units is \(units), expected fewer than the \(subject.layer.units) of "
          + "\(shown: subject.layer.name)", status: 2)
    }
    let experiment = ArtifactExperiment(
      subject.model.generator, subject.layer, subject.labels, source, count: images,
      first: first)
    let needed = experiment.picturesPerUnit
    guard images >= needed, source.count >= needed else {
      throw Refusal(
        "\(min(images, source.count)) pictures, expected \(needed) or more of the generator and of "
          + "the world: twice as many as the segmenter's features, and a twentieth of --images",
        status: 2)
    }
    Stop.await()
    var bar = ProgressBar("pictures", of: 1)
    guard
      let findings = try experiment.run(
        ablating: units, isCancelled: { Stop.signal != nil }, progress: { bar.show($0, of: $1) })
    else {
      throw Refusal("stopped; nothing was written", status: 128 + (Stop.signal ?? 0))
    }
    if let brush { try write(findings, of: subject, to: brush) }
    let report = ArtifactsReport(subject, findings, world: source, first: first)
    if json { try JSONOutput.print(report) } else { report.lines.forEach { print($0) } }
  }

  /// Where the pictures of the world come from.
  private func source() throws -> SpecimenSource {
    if let pictures {
      let folder = try PictureFolder(at: pictures)
      if !folder.foreign.isEmpty {
        Console.warn("left out files whose names are not UTF-8: \(shown: folder.foreign)")
      }
      return folder.source
    }
    let isShipped = AssetLibrary.shippedGenerators.contains(study.model.model)
    guard scenes || isShipped else {
      throw Refusal(
        "expected pictures of the world that \(shown: study.model.model) learned: --pictures DIR or "
          + "--scenes", status: 2)
    }
    // No training saw these seeds. The generators that ship learned churches.
    let category = category ?? (isShipped ? .church : nil)
    return .scenes(category: category?.rawValue, seed: 600_000_000, count: images)
  }

  /// Writes the model's recipes with a brush of the worst units, after those that the layer has.
  private func write(
    _ findings: ArtifactFindings, of subject: StudiedGenerator, to target: OutputTarget
  ) throws {
    let layer = subject.layer
    let recipe = try Recipe(
      concept: "artifacts", layer: layer.name, metric: "frechet", units: findings.worst,
      draws: ["peak": findings.worst.map { Float(findings.peaks[$0]) }], draw: "peak")
    try subject.write(recipe, to: target)
    let line = "\(shown: target.name): the brush artifacts at \(shown: layer.name)"
    if json { Console.mention(line) } else { target.report(line) }
  }
}
