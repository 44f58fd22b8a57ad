import ArgumentParser
import Dissection
import Experiments
import Files
import Studio

/// Puts the counted parts of a dissection together.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Put the counted parts of a dissection together.",
    discussion: """
      The parts are those that ganbrush dissect --shard counted in one folder or in several, all by \
      one plan. In whatever order they are merged, the result is that of a run by one machine, byte \
      for byte. Where parts are missing, --out DIR keeps the sum, to be merged with them later.
      """)

  @Argument(help: "Folders of runs.", completion: .directory)
  var folders: [String]

  @Option(
    help: "The folder for the whole; by default the one that is merged.", completion: .directory)
  var out: String?

  @Option(
    help: "The network, to draw pictures with; by default the installed one of the plan's name.",
    completion: .file())
  var model: String?

  @OptionGroup var part: PartOptions

  func validate() throws {
    guard !folders.isEmpty else { throw ValidationError("expected a folder to merge") }
    guard folders.count == 1 || out != nil else {
      throw ValidationError("expected --out DIR for the whole of \(folders.count) folders")
    }
    if out == "-" { throw ValidationError("--out is -, expected a folder") }
  }

  func run() throws {
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
    let subject = try subject(of: plan)
    try plan.expect(toFit: subject, in: target.path)
    try DissectionResults(folder: target, plan: plan, counts: counts).write(subject)
  }

  /// The network that the plan is of.
  private func subject(of plan: DissectionPlan) throws -> Subject {
    let (name, hash) = (model ?? plan.model.name, plan.model.hash)
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
        "\(shown: folders[0]) is of \(shown: plan.model.name) (\(shown: hash.prefix(8))), but "
          + "\(shown: name) is another network (\(network.note.hash.prefix(8))); expected --model "
          + "with the same")
    }
    return network.subject
  }
}
