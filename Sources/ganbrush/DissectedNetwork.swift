import Dissection
import Experiments
import Files
import Networks
import Seeing

/// The network that a person wants to dissect, from its file.
struct DissectedNetwork {
  let subject: Subject
  let note: DissectionReport.NetworkNote

  /// Opens a generator or a classifier.
  ///
  /// - Throws: `AssetError` or `FileFailure`, which name what is at fault.
  init(_ model: String, _ part: PartOptions) throws {
    let file = try CheckpointFile(model, part)
    file.sayChoice()
    switch try file.network({ try Network($0) }) {
    case .generator(let generator): subject = .generator(generator)
    case .classifier(let classifier): subject = .classifier(classifier)
    case .segmenter:
      throw Refusal("'\(shown: model)' is a segmenter, expected a generator or a classifier")
    }
    note = try DissectionReport.NetworkNote(of: file, as: subject.architecture)
  }
}
