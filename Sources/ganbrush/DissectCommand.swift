import ArgumentParser
import Dissection
import Experiments
import Files
import Networks
import Reports
import Scenes
import Seeing
import Studio
import Units

extension Shard: ExpressibleByArgument {
  /// Reads `I/N`.
  public init?(argument: String) { self.init(argument) }
}

/// Finds out which units of a network match a concept.
struct DissectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dissect", abstract: "Find out which units of a network match a concept.",
    discussion: """
      A generator is dissected with the pictures that it makes, of which a segmenter names the \
      concepts; a classifier with the pictures of a folder, or with scenes of the drawn world, whose \
      labels are the truth. The folder gets a report to open in a browser (report.html), a table \
      (units.csv), recipes to paint with (recipes.json) and everything else (dissection.json).

      First it looks at a sample of the pictures, to choose the levels of activation between which it \
      counts (levels); then it counts all pictures; in the end it draws for each unit the pictures that \
      activate it most, side by side (strips).

      Ctrl-C keeps what is counted, and the same command goes on from there. With --shard each of \
      several machines counts a part, and ganbrush merge puts the parts together.
      """)

  @Option(
    help: "An installed network's name, a folder with a network, or a checkpoint.",
    completion: .networks)
  var model = Preferences.current.model

  @OptionGroup var part: PartOptions

  @Option(
    name: .customLong("layer"),
    help: """
      A layer to dissect; may be given several times. By default a generator's layers of 8 to 32 \
      cells a side, or a classifier's last feature maps.
      """, completion: .layers)
  var layers: [String] = []

  @Option(
    number: "--images", in: 1...Latent.maximumID + 1,
    help: "How many pictures a generator makes, or how many scenes are drawn: 10000.")
  var images: Int?

  @Flag(help: "A first look: 1000 pictures.")
  var quick = false

  @Option(
    help: "A folder with pictures (PNG, JPEG, WebP) for a classifier.", completion: .directory)
  var pictures: String?

  @Flag(help: "Scenes of the drawn world for a classifier, with their true labels.")
  var scenes = false

  @Option(help: "With --scenes: only scenes of this category.")
  var category: Scenes.Category?

  @Option(
    number: "--seed", in: 0...UInt64.max,
    help: "With --scenes: the seed of the first scene.")
  var seed: UInt64 = 0

  @Option(
    help: "What names the concepts: an installed segmenter, a folder, or a checkpoint.",
    completion: .segmenters)
  var segmenter: String?

  @Option(help: "The folder of the run.", completion: .directory)
  var out: String

  @Option(help: "Count part I of N parts of about equal size: I/N.")
  var shard: Shard?

  @Flag(help: "Only write the plan, by which every part counts.")
  var prepare = false

  @OptionGroup var overwriting: OverwriteOptions

  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if quick, images != nil { throw ValidationError("--quick and --images exclude each other") }
    if pictures != nil, scenes {
      throw ValidationError("--pictures and --scenes exclude each other")
    }
    if pictures != nil, quick || images != nil {
      throw ValidationError("--pictures takes all pictures of the folder; --images is for others")
    }
    if category != nil, !scenes { throw ValidationError("--category is for --scenes") }
    if seed != 0, !scenes { throw ValidationError("--seed is for --scenes") }
    if scenes, segmenter != nil {
      throw ValidationError("--scenes has true labels, and needs no --segmenter")
    }
    if out == "-" { throw ValidationError("--out is -, expected a folder") }
    if prepare, shard != nil { throw ValidationError("--prepare and --shard exclude each other") }
    guard seed.addingReportingOverflow(UInt64(count - 1)).overflow == false else {
      throw ValidationError("--seed is \(seed), too large for \(count) scenes")
    }
  }

  private var count: Int { images ?? (quick ? 1000 : 10_000) }

  func run() throws {
    let network = try DissectedNetwork(model, part)
    let source = try source(for: network.subject)
    let layers = try chosenLayers(of: network.subject)
    let labels = scenes ? nil : try labels(for: network.subject)
    let labeller = labels.map { Labeller($0) }
    let question = DissectionPlan.Question(
      model: network.note, labels: labels, specimens: source, layers: layers)
    let reader = SpecimenReader(
      network.subject, source, layers: layers.map(\.name), labelGrid: DissectionPlan.labelGrid)
    if case .generator = network.subject {
      try DissectionResults.book(in: out, of: network.note.hash)
    }
    let folder = DissectionFolder(out)
    // A run goes on; what is of no run is somebody's.
    if !DissectionPlan.exists(in: out) { try overwriting.expectFree(ReportFolder.files, in: out) }
    let plan = try plan(question, in: folder, reader, labeller)
    DissectionResults.warn(of: plan)
    if prepare { return print("\(shown: out): the plan of \(plan.question.specimens.phrase)") }
    guard let counts = try counts(of: folder, plan, reader, labeller) else { return }
    try DissectionResults(folder: folder, plan: plan, counts: counts).write(network.subject)
  }

  private func plan(
    _ question: DissectionPlan.Question, in folder: DissectionFolder, _ reader: SpecimenReader,
    _ labeller: Labeller?
  ) throws -> DissectionPlan {
    Stop.await()
    var bar = ProgressBar("levels", of: 1)
    func made() throws(DissectionError) -> DissectionPlan {
      try DissectionPlan(question, reader, labeller, isCancelled: { Stop.signal != nil }) {
        bar.show($0, of: $1)
      }
    }
    do {
      return try folder.plan(
        for: question, isCancelled: { Stop.signal != nil }, make: made)
    } catch {
      guard error == .stopped else { throw error }
      throw Refusal(
        "stopped before the levels were chosen; the same command begins again",
        status: 128 + (Stop.signal ?? 0))
    }
  }

  /// Counts what is missing.
  ///
  /// - Returns: The counts of the whole run; nil where a part is counted.
  private func counts(
    of folder: DissectionFolder, _ plan: DissectionPlan, _ reader: SpecimenReader,
    _ labeller: Labeller?
  ) throws -> DissectionCounts? {
    let shard = shard ?? .whole
    var bar = ProgressBar("pictures", of: 1)
    var (done, total) = (0, 0)
    let counts = try folder.count(
      shard, of: plan, { DissectionCounter(plan, reader, labeller, counts: $0) },
      isStopped: { Stop.signal != nil }, isOverdue: { Stop.isOverdue }
    ) {
      (done, total) = ($0, $1)
      bar.show(done, of: total)
    }
    if let signal = Stop.signal, done < total {
      throw Refusal(
        "stopped after \(done) of \(total) pictures; the same command goes on from there",
        status: 128 + signal)
    }
    if counts.missing(from: 0..<plan.blockCount).isEmpty { return counts }
    print(
      "\(shown: out): part \(shard.number) of \(shard.count) is counted; when all are, "
        + "ganbrush merge \(shown: out)\(networkOptions(plan.model)) puts them together "
        + "(with --out DIR those of several folders)")
    return nil
  }

  /// The options by which merge finds the network, where its name is not enough.
  private func networkOptions(_ note: DissectionReport.NetworkNote) -> String {
    let library = AssetLibrary()
    guard let found = try? library.checkpoint(note.name), part.key == nil,
      Folder.isSame(found, (try? library.checkpoint(model)) ?? "")
    else { return " --model \(shown: model)" + (part.key.map { " --key \(shown: $0)" } ?? "") }
    return ""
  }

  // MARK: What is asked for

  private func source(for subject: Subject) throws -> SpecimenSource {
    switch subject {
    case .generator:
      if scenes || pictures != nil {
        throw Refusal(
          "\(shown: model) is a generator, and makes its pictures itself; --pictures and --scenes "
            + "are for classifiers", status: 2)
      }
      return .latents(count: count)
    case .classifier:
      if let pictures {
        let folder = try PictureFolder(at: pictures)
        if !folder.foreign.isEmpty {
          Console.warn("left out files whose names are not UTF-8: \(shown: folder.foreign)")
        }
        return folder.source
      }
      guard scenes else {
        throw Refusal(
          "\(shown: model) is a classifier: expected --pictures DIR or --scenes", status: 2)
      }
      return .scenes(category: category?.rawValue, seed: seed, count: count)
    }
  }

  private func chosenLayers(of subject: Subject) throws -> [LayerSummary] {
    guard !layers.isEmpty else {
      let usual = subject.usualLayers
      guard !usual.isEmpty else {
        throw Refusal("\(shown: model) has no layer of more than one cell, expected feature maps")
      }
      return usual
    }
    var chosen: [LayerSummary] = []
    for name in layers {
      let known = subject.layers
      guard let layer = known.first(where: { $0.name.rawValue == name }) else {
        throw Refusal(
          "\(DissectionError.unknownLayer(name, known: known.map(\.name.rawValue)))", status: 2)
      }
      if !chosen.contains(layer) { chosen.append(layer) }
    }
    return chosen
  }

  private func labels(for subject: Subject) throws -> LabelSource {
    let path = try AssetLibrary().checkpoint(
      segmenter ?? Preferences.current.segmenter, of: .segmenter)
    let file = try CheckpointFile(path: path, kind: .segmenter)
    file.sayChoice()
    return try LabelSource(file, pictures: subject.pictureSize)
  }
}
