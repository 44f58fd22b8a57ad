import ArgumentParser
import Dissection
import Experiments
import Files
import Studio

/// Puts the counted parts of a dissection or of an experiment together.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Put the counted parts of a dissection together.",
    discussion: """
      The parts are those that ganbrush dissect --shard or importance --shard counted in one folder \
      or in several, all by one plan. In whatever order they are merged, the result is that of a run \
      by one machine, byte for byte; a --run of importance is given here, too. Where parts are \
      missing, --out DIR keeps the sum, to be merged with them later.
      """)

  @Argument(help: "Folders of runs.", completion: .directory)
  var folders: [String]

  @Option(
    help: "The folder for the whole; by default the one that is merged.", completion: .directory)
  var out: String?

  @Option(
    help: "The network, to draw pictures with; by default the installed one of the plan's name.",
    completion: .networks)
  var model: String?

  @OptionGroup var part: PartOptions

  @Option(
    name: .customLong("run"),
    help: "For parts of importance: the folder of the layer's dissection, as there.",
    completion: .directory)
  var dissection: String?

  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    guard !folders.isEmpty else { throw ValidationError("expected a folder to merge") }
    guard folders.count == 1 || out != nil else {
      throw ValidationError("expected --out DIR for the whole of \(folders.count) folders")
    }
    if out == "-" { throw ValidationError("--out is -, expected a folder") }
  }

  func run() throws {
    if folders.allSatisfy(ImportanceFolder.exists) { return try mergeImportance() }
    if dissection != nil { throw Refusal("--run is for parts of importance", status: 2) }
    let sources = folders.map(DissectionFolder.init)
    let target = DissectionFolder(out ?? folders[0])
    var bar = ProgressBar("parts", of: 1)
    let (plan, counts) = try target.merge(sources) { bar.show($0, of: $1) }
    let missing = counts.missing(from: 0..<plan.blockCount)
    guard missing.isEmpty else {
      let pictures = missing.reduce(0) { $0 + plan.pictures(of: $1).count }
      return print(
        "\(shown: target.path): \(plan.specimens.count - pictures) of \(plan.specimens.count) "
          + "pictures are merged; the report comes with the others")
    }
    let subject = try subject(of: plan.model)
    try plan.expect(toFit: subject, in: target.path)
    try DissectionResults(folder: target, plan: plan, counts: counts).write(subject)
  }

  /// The network that a plan is of.
  private func subject(of note: DissectionReport.NetworkNote) throws -> Subject {
    let (name, hash) = (model ?? note.name, note.hash)
    let network: DissectedNetwork
    do {
      network = try DissectedNetwork(name, part)
    } catch let error as AssetError where model == nil {
      throw Refusal(
        "\(error): the counts are merged; the same command with --model NETWORK, the dissected "
          + "network's file, writes the report")
    }
    guard network.note.hash == hash else {
      throw Refusal(
        "\(shown: folders[0]) is of \(shown: note.name) (\(shown: hash.prefix(8))), but "
          + "\(shown: name) is another network (\(network.note.hash.prefix(8))); expected --model "
          + "with the same")
    }
    return network.subject
  }

  /// Merges the parts of the ranking, and those of what is held out if all folders have come so far.
  private func mergeImportance() throws {
    let sources = folders.map(ImportanceFolder.init)
    let target = ImportanceFolder(out ?? folders[0])
    guard let ranking = try merge(sources.map(\.ranking), into: target.ranking, "ranking") else {
      return
    }
    guard sources.allSatisfy({ AblationPlan.exists(in: $0.heldOut.path) }) else {
      return print(
        "\(shown: target.path): the ranking is whole; the same ganbrush importance commands, with "
          + "--out \(shown: target.path) or a copy of it, count what is held out")
    }
    guard let heldOut = try merge(sources.map(\.heldOut), into: target.heldOut, "held out") else {
      return
    }
    try ImportanceResults(folder: target, ranking: ranking, heldOut: heldOut)
      .write(try layerDissection(of: ranking.plan), json: false)
  }

  /// The dissection of the layer that a plan is of, if there is one.
  ///
  /// The installed network of the plan's name may be another one by now; its dissection is none of this
  /// layer then.
  private func layerDissection(of plan: AblationPlan) throws -> DissectedModel? {
    if model != nil || dissection != nil { _ = try subject(of: plan.model) }
    let name = model ?? plan.model.name
    let found = try ImportanceResults.dissection(of: name, part, dissection, plan.layer)
    return found?.report.model.hash == plan.model.hash ? found : nil
  }

  /// Merges the parts of one run.
  ///
  /// - Returns: The whole, or nil where parts are missing.
  private func merge(
    _ sources: [RunFolder<AblationPlan>], into target: RunFolder<AblationPlan>, _ name: String
  ) throws -> (plan: AblationPlan, counts: AblationCounts)? {
    var bar = ProgressBar("parts", of: 1)
    let (plan, counts) = try target.merge(sources) { bar.show($0, of: $1) }
    let missing = counts.missing(from: 0..<plan.blockCount)
    guard missing.isEmpty else {
      let pictures = missing.reduce(0) { $0 + plan.pictures(of: $1).count }
      print(
        "\(shown: target.path): \(plan.specimens.count - pictures) of \(plan.specimens.count) "
          + "pictures are merged (\(name)); the results come with the others")
      return nil
    }
    return (plan, counts)
  }
}
