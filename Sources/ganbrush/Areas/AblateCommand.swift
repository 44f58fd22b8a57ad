import ArgumentParser
import Causes
import Experiments
import Files
import Networks
import Reports
import Terminal
import Units

/// Ablates units, and tells what that does to the areas of concepts.
struct AblateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ablate", abstract: "Set units of a generator to 0, and measure what goes.",
    discussion: """
      Many pictures are made twice: as they are, and with the best units of a ranking set to 0 \
      everywhere. A segmenter counts the pixels of every concept in both. The curve tells how much of \
      the concept is gone with more and more units: minus the mean change, divided by the mean area \
      before, as in PNAS 2020. The interval is the 99 % confidence interval of the mean change. As a \
      control as many random units are set to 0.

      --matrix sets each unit of the layer to 0 alone. With --out the folder gets curve.svg, \
      matrix.svg and ablation.json.
      """)

  @OptionGroup var options: StudyOptions

  @Option(help: "The concept that is to go.", completion: .concepts)
  var concept: String

  @Option(help: "What orders the units: iou, by the dissection, or the metric of a recipe.")
  var ranking = "iou"

  @Option(
    help: """
      How many of the best units are set to 0 together, step by step: 0,2,4,8,20,30, but at most \
      half of the layer's.
      """)
  var units: UnitCounts?

  @OptionGroup var pictures: PictureRange

  @Option(
    number: "--controls", in: 0...100,
    help: "How many sets of random units are tried as a control.")
  var controls = 5

  @Flag(help: "Also set each unit of the layer to 0 alone.")
  var matrix = false

  @Flag(help: "Print one JSON object.")
  var json = false

  @Option(help: "The folder for the charts and the numbers.", completion: .directory)
  var out: String?

  @OptionGroup var overwriting: OverwriteOptions

  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if out == "-" { throw ValidationError("--out is -, expected a folder") }
  }

  func run() throws {
    if let out { try overwriting.expectFree(Self.files, in: out) }
    let studied = try options.open()
    let number = try studied.concept(concept)
    let order = try studied.units(for: concept, ranked: ranking)
    if let last = units?.numbers.last { try studied.expect(last, of: order, for: concept) }
    let most = min(order.count, studied.mostUnitsWithControl)
    let sizes = units?.numbers ?? [0, 2, 4, 8, 20, 30].filter { $0 <= most }
    let concepts = studied.labels.segmenter.concepts
    let experiment = AblationExperiment(
      studied.layer, ranking: order, sizes: sizes, controls: controls,
      singles: matrix ? Array(0..<studied.layer.units) : [], conceptCount: concepts.count)
    var tally = experiment.tally
    try studied.study(
      pictures.ids,
      find: { (generator, id, isCancelled) throws(DissectionError) in
        try experiment.changes(of: id, in: generator, isCancelled: isCancelled)
      }, take: { tally.add($0) })
    let report = AblationReport(
      note: try studied.note(of: concept, ranking: ranking, pictures: pictures.ids),
      experiment, concepts, of: number, tally)
    if let out { try write(report, to: out) }
    if json { return try JSONOutput.print(report) }
    let page = AblationPage(
      report: report, isUnicode: Surroundings().isUnicode, columns: Console.columns)
    for line in page.lines { print(line) }
    if let out { print("\nwritten to \(shown: out)") }
  }

  private static let files = ["ablation.json", "curve.svg", "matrix.svg"]

  private func write(_ report: AblationReport, to folder: String) throws {
    try OutputFile.write(
      [
        "curve.svg": report.curve.map { Array(RemovalChart.svg(of: $0, concept).utf8) },
        "matrix.svg": report.singles.map { _ in Array(EffectMatrix.svg(of: report).utf8) },
        "ablation.json": JSONFile.encode(report),
      ], in: folder)
  }
}

extension AblationReport {
  /// Takes the findings of an experiment out of its tally.
  init(
    note: ExperimentNote, _ experiment: AblationExperiment, _ concepts: [String],
    of concept: Int, _ tally: AreaChanges
  ) {
    let random = experiment.curve(of: concept, in: tally)?.points.map(\.random)
    let changes = experiment.changes(in: tally)
    let matrix = experiment.matrix(in: tally)
    self.init(
      note: note, units: Array(experiment.ranking.prefix(experiment.sizes.last ?? 0)),
      areas: concepts.indices.map { Area(concepts[$0], tally.before[$0], of: note.pixels) },
      steps: experiment.sizes.indices.map { step in
        Step(
          units: experiment.sizes[step], changes: changes[step], random: random?[step] ?? [])
      },
      singles: experiment.singles.isEmpty
        ? nil
        : experiment.singles.indices.map {
          Single(unit: experiment.singles[$0], changes: matrix[$0])
        })
  }
}
