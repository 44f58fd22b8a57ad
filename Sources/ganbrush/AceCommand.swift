import ArgumentParser
import Causes
import Dissection
import Experiments
import Files
import Networks
import Painting
import Recipes
import Units

/// Finds the units that cause a concept together.
struct AceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ace", abstract: "Find the units that cause a concept together, by gradients.",
    discussion: """
      IoU tells which units match a concept; this finds those that make it (GAN Dissection, ICLR 2019). \
      Each unit of a layer gets a weight from 0 to 1. Where the concept is, the units are switched off \
      by their weights; where it is not and could be, they are set to their mean values where it is. \
      The weights go where the concept vanishes and comes most, by gradients of the segmenter's \
      probabilities through both networks; a penalty keeps units out that do neither.

      It looks for pictures with the concept (present) and for places where it could be (candidates), \
      optimises the weights (pairs), and then compares the 20 best units with the 20 of highest IoU \
      and with random ones, in pictures from id 20000 on, which have chosen nothing (pictures). By default \
      that takes minutes; --published takes the sizes of the paper, and hours.

      The model must be dissected, for its IoU. --out keeps the ranking, named ace, beside the model's \
      other recipes: ganbrush --recipes FILE paints with them, and the key r chooses the ranking.
      """)

  @OptionGroup var study: StudyOptions

  @Option(help: "The concept, such as tree.", completion: .concepts)
  var concept: String

  @Option(
    number: "--images", in: 50...Latent.maximumID + 1,
    help: "How many pictures are searched for the concept, and as many for places of it: 1000.")
  var images: Int?

  @Flag(
    help: "The paper's sizes: 10000 pictures of each kind, 1000 pairs, 10 epochs of 50 steps.")
  var published = false

  @Option(
    number: "--compared", in: 1...100_000,
    help: "How many held-out pictures the rankings are compared in.")
  var compared = 100

  @Option(
    number: "--first", in: 0...Latent.maximumID,
    help: "The id of the first of these; recipes and dissections chose by ids below 20000.")
  var first = 20_000

  @Option(
    help: "The recipe file to write: the model's recipes, with the ranking.", completion: .file())
  var out: OutputTarget?

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var overwriting: OverwriteOptions

  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    try out?.validate(as: .json, for: "--out")
    if published, images != nil {
      throw ValidationError("--published and --images exclude each other")
    }
    let most = Latent.maximumID + 1 - compared
    guard 0...most ~= first else {
      throw ValidationError("--first is \(first), expected 0 to \(most)")
    }
    if json, out?.isStandardOutput == true {
      throw ValidationError("--json and --out - exclude each other")
    }
  }

  private var sizes: AceSizes { published ? .published : .usual(searched: images ?? 1000) }

  /// So few pairs tell nothing of a unit.
  private static let fewestSites = 12

  func run() throws {
    let studied = try study.open()
    try overwriting.expectFree([out], updating: studied.model.recipesPath)
    let number = try studied.concept(concept)
    let byIoU = try studied.units(for: concept, ranked: "iou")
    let dissected = try studied.units(of: concept)
    Stop.await()
    let probe = ConceptProbe(
      studied.model.generator, studied.labels.segmenter, layer: studied.layer, concept: number)
    var search = AceSearch(probe, latentSize: studied.model.generator.latentSize, sizes)
    let present = try sites("present") { show in
      try search.present(isCancelled: { Stop.signal != nil }, progress: show)
    }
    try expect(present, "show \(shown: concept)")
    let candidates = try sites("candidates") { show in
      try search.candidates(isCancelled: { Stop.signal != nil }, progress: show)
    }
    try expect(
      candidates, "get \(shown: concept) where the units of a cell are set to its values")

    var optimization = AceOptimization(
      probe, values: search.values,
      weights: CausalWeights(ious: dissected.map(\.iou), rate: sizes.rate, penalty: sizes.penalty))
    let losses = try optimize(&optimization, present, candidates)
    let ranking = optimization.weights.ranking(of: byIoU)
    let comparison = try compare(
      RankingComparison.Question(
        layer: studied.layer, concept: number, values: search.values,
        popularity: search.popularity, rankings: [ranking, byIoU]),
      LabelledGenerator(studied.model.generator, studied.labels))
    let report = AceReport(
      model: studied.name, layer: studied.layer, concept: concept, sizes: sizes,
      pairs: (present.count, candidates.count), losses: losses,
      units: ranking.map { unit in
        AceReport.Unit(
          unit: unit, weight: optimization.weights.values[unit], iou: dissected[unit].iou,
          mean: search.values[unit], level: dissected[unit].level)
      },
      compared: first..<first + compared, comparison: comparison)
    if let out { try studied.write(report.recipe(), to: out) }
    if json { return try JSONOutput.print(report) }
    for line in report.lines { out?.report(line) ?? print(line) }
  }

  // MARK: Steps

  private func sites(
    _ work: String, _ find: ((Int) -> Void) throws -> ConceptSites?
  ) throws -> ConceptSites {
    var bar = ProgressBar(work, of: sizes.searched)
    guard let sites = try find({ bar.show($0) }) else { throw stopped }
    return sites
  }

  private func expect(_ sites: ConceptSites, _ deed: String) throws {
    guard sites.count < Self.fewestSites else { return }
    throw Refusal(
      "\(sites.count) of \(sizes.searched) pictures \(deed), expected at least "
        + "\(Self.fewestSites); --images takes more")
  }

  /// Runs all epochs.
  ///
  /// - Returns: The loss of the evaluation pairs at first and after each epoch.
  private func optimize(
    _ optimization: inout AceOptimization, _ present: ConceptSites, _ candidates: ConceptSites
  ) throws -> [Double] {
    let pairs = min(present.training.count, candidates.training.count)
    var bar = ProgressBar("pairs", of: sizes.epochs * pairs)
    var (done, losses, chance): (Int, [Double], SeededRandom) = (0, [], SeededRandom(seed: 3))
    for epoch in 0...sizes.epochs {
      if epoch > 0 {
        let isDone = try optimization.runEpoch(
          present.training, candidates.training, batch: sizes.batch, using: &chance,
          isCancelled: { Stop.signal != nil }
        ) {
          done += 1
          bar.show(done)
        }
        guard isDone else { throw stopped }
      }
      guard
        let loss = try optimization.loss(
          present.evaluation, candidates.evaluation, isCancelled: { Stop.signal != nil })
      else { throw stopped }
      losses.append(loss)
    }
    return losses
  }

  private func compare(
    _ question: RankingComparison.Question, _ generator: LabelledGenerator
  ) throws -> RankingComparison {
    var bar = ProgressBar("pictures", of: compared)
    guard
      let comparison = try RankingComparison(
        question, generator, ids: first..<first + compared, isCancelled: { Stop.signal != nil },
        progress: { bar.show($0) })
    else { throw stopped }
    return comparison
  }

  private var stopped: Refusal {
    Refusal("stopped; nothing was written", status: 128 + (Stop.signal ?? 0))
  }
}
