import ArgumentParser
import Dissection
import Experiments
import Files
import Networks
import Scenes
import Studio
import Units

/// Finds out which units of a classifier matter to which class.
struct ImportanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "importance",
    abstract: "Find out which units of a classifier matter to which class.",
    discussion: """
      First each unit of a layer is switched off by itself, and the units of each class are ranked by \
      what its balanced accuracy loses (ranking). Then, on other pictures, the best 1, 2, 3, 4, 5, 20, \
      64, 128 and 256 units of each class (only numbers below the layer's own) are switched off \
      together, and then all units but these; random units are the control (held-out). The folder gets \
      the figures (importance.json), and charts (accuracy.svg, and iou.svg where the layer is dissected).

      Pictures of a folder lie in folders with the names of the classes, or, where the classifier has no \
      names, in as many sorted folders. Every second one is held out, unless --held-out names others. \
      Scenes that are held out have the seeds after those that rank.

      Ctrl-C keeps what is counted, and the same command goes on from there. With --shard each of \
      several machines counts a part: first of the ranking, and when ganbrush merge has put that \
      together, of what is held out, which is merged in the same way.
      """)

  @Option(
    help: "An installed classifier's name, a folder with a classifier, or a checkpoint.",
    completion: .classifiers)
  var model = Preferences.current.classifier

  @OptionGroup var part: PartOptions

  @Option(
    help: "The layer whose units are switched off; by default the last feature maps.",
    completion: .layers)
  var layer: String?

  @Option(
    help: "A folder with a folder of pictures (PNG, JPEG, WebP) for each class.",
    completion: .directory)
  var pictures: String?

  @Option(help: "With --pictures: a folder with other pictures.", completion: .directory)
  var heldOut: String?

  @Flag(help: "Scenes of the drawn world.")
  var scenes = false

  @Option(
    number: "--images", in: 1...Latent.maximumID / 2,
    help: "With --scenes: how many scenes rank, and how many others are held out: 2000.")
  var images: Int?

  @Option(
    number: "--seed", in: 0...UInt64.max,
    help: "With --scenes: the seed of the first scene: 0.")
  var seed: UInt64?

  @Option(
    name: .customLong("run"),
    help: "The folder of the layer's dissection; by default the model's own, if it has one.",
    completion: .directory)
  var dissection: String?

  @Option(help: "The folder of the experiment.", completion: .directory)
  var out: String

  @Option(help: "Count part I of N parts of about equal size: I/N.")
  var shard: Shard?

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    guard scenes != (pictures != nil) else {
      throw ValidationError("expected either --pictures DIR or --scenes")
    }
    if heldOut != nil, pictures == nil { throw ValidationError("--held-out is for --pictures") }
    if shard != nil, json { throw ValidationError("--shard and --json exclude each other") }
    if out == "-" { throw ValidationError("--out is -, expected a folder") }
    for (option, isNamed) in [("--images", images != nil), ("--seed", seed != nil)]
    where isNamed && !scenes {
      throw ValidationError("\(option) is for --scenes")
    }
    guard !firstSeed.addingReportingOverflow(UInt64(2 * count - 1)).overflow else {
      throw ValidationError("--seed is \(firstSeed), too large for \(2 * count) scenes")
    }
  }

  private var count: Int { images ?? 2000 }
  private var firstSeed: UInt64 { seed ?? 0 }

  func run() throws {
    try Folder.rehearse(out)
    let network = try DissectedNetwork(model, part)
    guard case .classifier(let classifier) = network.subject else {
      throw Refusal("\(shown: model) is a generator, expected a classifier", status: 2)
    }
    let layer = try layer(of: classifier)
    let sources = try sources()
    let folder = ImportanceFolder(out)
    let dissection = try ImportanceResults.dissection(of: model, part, self.dissection, layer)
    let first = AblationPlan(
      model: network.note, specimens: sources.ranked, layer: layer, classes: classifier.classes)
    let trial = AblationTrial(
      classifier: classifier,
      classes: try PictureClasses(classifier.classes, of: [sources.ranked, sources.heldOut]),
      shard: shard ?? .whole)
    guard let ranking = try trial.counts(of: folder.ranking, first, "ranking") else {
      return sayNext()
    }
    let second = AblationPlan(after: first, ranking, on: sources.heldOut)
    guard let heldOut = try trial.counts(of: folder.heldOut, second, "held out") else {
      return sayNext()
    }
    try ImportanceResults(
      folder: folder, ranking: (first, ranking), heldOut: (second, heldOut)
    ).write(dissection, json: json)
  }

  private func sayNext() {
    let shard = shard ?? .whole
    print(
      "\(shown: out): part \(shard.number) of \(shard.count) is counted; when all are, ganbrush "
        + "merge \(shown: out) puts them together (with --out DIR those of several folders)")
  }

  // MARK: What is asked for

  private func layer(of classifier: Classifier) throws -> LayerSummary {
    guard let layer else {
      guard let usual = Subject.classifier(classifier).usualLayers.first else {
        throw Refusal("\(shown: model) has no layer of more than one cell, expected --layer")
      }
      return usual
    }
    guard let found = classifier.layers.first(where: { $0.name.rawValue == layer }) else {
      throw Refusal(
        "\(NetworkError.unknownLayer(LayerName(rawValue: layer), known: classifier.layers.map(\.name)))",
        status: 2)
    }
    guard found.units > 1 else {
      throw Refusal("layer '\(shown: layer)' has one unit, expected two or more", status: 2)
    }
    return found
  }

  private func sources() throws -> (ranked: SpecimenSource, heldOut: SpecimenSource) {
    guard let pictures else {
      return (
        .scenes(category: nil, seed: firstSeed, count: count),
        .scenes(category: nil, seed: firstSeed + UInt64(count), count: count)
      )
    }
    let (path, names) = try names(in: pictures)
    if let heldOut {
      let other = try self.names(in: heldOut)
      return (
        .folder(path: path, names: names), .folder(path: other.path, names: other.names)
      )
    }
    // Neighbours in the order of names are of one class, so that both halves have what has two pictures.
    func half(_ rest: Int) -> [String] {
      names.indices.filter { $0 % 2 == rest }.map { names[$0] }
    }
    guard names.count > 1 else {
      throw Refusal("'\(shown: pictures)' has one picture, expected many of each class")
    }
    return (.folder(path: path, names: half(0)), .folder(path: path, names: half(1)))
  }

  private func names(in path: String) throws -> (path: String, names: [String]) {
    let folder = try PictureFolder(at: path)
    if !folder.foreign.isEmpty {
      Console.warn("left out files whose names are not UTF-8: \(shown: folder.foreign)")
    }
    guard case .folder(let path, let names) = folder.source else {
      preconditionFailure("a folder that is none")
    }
    return (path, names)
  }
}
