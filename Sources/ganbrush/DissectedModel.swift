import Dissection
import Experiments
import Files
import Painting
import Pictures
import Studio
import Tensors
import Units

/// The dissection of a network that a person named.
struct DissectedModel {
  let subject: Subject
  let report: DissectionReport

  /// Opens the network, and looks for its dissection.
  ///
  /// - Parameters:
  ///   - model: An installed name, a folder or a path.
  ///   - part: Which part of the file is wanted.
  ///   - run: The folder with the dissection; nil for the model's own.
  /// - Throws: What names the file that is at fault, or the command that makes a dissection.
  init(_ model: String, _ part: PartOptions, run: String?) throws {
    let network = try DissectedNetwork(model, part)
    subject = network.subject
    let hash = network.note.hash
    let layers = subject.layers
    guard let run else {
      guard
        let found = try DissectionShelf().report(
          beside: try AssetLibrary().checkpoint(model), hash: hash, layers: layers)
      else {
        throw Refusal(
          "\(shown: model) is not dissected: ganbrush dissect --model \(shown: model) --out DIR "
            + "does it, and --run DIR shows what it found")
      }
      report = found
      return
    }
    report = try Self.report(in: run, of: model, hash: hash, layers: layers)
  }

  /// The dissection of a model in a folder.
  ///
  /// - Throws: What names the folder and what it has.
  static func report(
    in run: String, of model: String, hash: String, layers: [LayerSummary]
  ) throws -> DissectionReport {
    guard let found = try DissectionShelf.report(in: run) else {
      throw Refusal(
        "'\(shown: run)' has no dissection.json; ganbrush dissect --model \(shown: model) --out "
          + "\(shown: run) makes it")
    }
    guard found.model.hash == hash else {
      throw Refusal(
        "'\(shown: run)' is the dissection of \(shown: found.model.name) "
          + "(\(shown: found.model.hash.prefix(8))), expected \(shown: model) (\(hash.prefix(8)))")
    }
    try DissectionShelf.expect(found, in: run, toFit: layers)
    return found
  }

  /// Refuses pictures that the network does not make or read.
  private func expectPictures(_ numbers: [Int]) throws {
    var isMade = false
    if case .latents = report.specimens { isMade = true }
    switch subject {
    case .generator where !isMade:
      throw Refusal("the dissection is of \(report.specimens.phrase), expected pictures by id")
    case .classifier where isMade:
      throw Refusal("the dissection is of pictures by id, which a classifier does not make")
    case .generator, .classifier: break
    }
    if isMade, let far = numbers.first(where: { $0 > Latent.maximumID }) {
      throw Refusal("the dissection names picture \(far), expected 0 to \(Latent.maximumID)")
    }
  }

  /// What was found of a layer.
  func layer(_ name: LayerName) throws -> LayerReport {
    guard let layer = report.layers.first(where: { $0.layer == name }) else {
      throw Refusal(
        no: "layer", name.rawValue, expected: report.layers.map(\.layer.rawValue))
    }
    return layer
  }

  /// The pictures that activate a unit most, as many as a strip has, and why others are missing.
  func topPictures(
    of unit: UnitReport, _ layer: LayerReport
  ) throws -> (
    pictures: [ActivatedPicture], skipped: [DissectionReport.SkippedPicture]
  ) {
    let numbers = unit.top.prefix(UnitStrip.count).map(\.number)
    try expectPictures(numbers)
    let reader = SpecimenReader(
      subject, report.specimens, layers: [layer.layer], labelGrid: DissectionPlan.labelGrid)
    guard let reading = try reader.read(numbers) else { preconditionFailure("nobody cancelled") }
    let pictures = reading.specimens.map { specimen in
      guard let features = specimen.features[layer.layer] else {
        preconditionFailure("no features of \(layer.layer)")
      }
      return ActivatedPicture(
        Picture(specimen.picture), of: unit.unit, in: features,
        alignment: subject.alignment(of: layer.layer))
    }
    return (pictures, reading.skipped)
  }
}
