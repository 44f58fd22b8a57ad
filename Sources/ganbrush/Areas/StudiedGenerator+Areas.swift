import Dissection
import Experiments
import Files
import Networks
import Painting
import Reports
import Units

extension StudiedGenerator {
  /// Studies pictures with all workers, shows how far they have come, and lets Ctrl-C end it.
  ///
  /// - Parameters:
  ///   - ids: The pictures.
  ///   - find: Finds something of a picture, or nil when cancelled.
  ///   - take: Is given what was found of each picture, in any order.
  /// - Throws: `Refusal`, when somebody ended it.
  func study<Finding>(
    _ ids: Range<Int>,
    find: (LabelledGenerator, Int, _ isCancelled: () -> Bool) throws(DissectionError) -> Finding?,
    take: (Finding) -> Void
  ) throws {
    Stop.await()
    var bar = ProgressBar("pictures", of: ids.count)
    var done = 0
    let study = PictureStudy(model.generator, labels)
    let isDone = try study.run(
      ids,
      study: { (generator, id) throws(DissectionError) in
        try find(generator, id, { Stop.signal != nil })
      },
      take: { finding, count in
        take(finding)
        done = count
        bar.show(count)
      })
    guard isDone else {
      throw Refusal(
        "stopped after \(done) of \(ids.count) pictures; nothing is kept",
        status: 128 + (Stop.signal ?? 0))
    }
  }

  /// What files say of an experiment.
  func note(of concept: String, ranking: String, pictures: Range<Int>) throws -> ExperimentNote {
    let identity = try model.identity()
    return ExperimentNote(
      model: DissectionReport.NetworkNote(
        name: identity.name, hash: identity.hash, title: model.generator.architecture.title),
      segmenter: labels.note, layer: layer.name, concept: concept, ranking: ranking,
      pictures: pictures, labelGrid: DissectionPlan.labelGrid)
  }

  /// The most units of which as many others are left for a control.
  var mostUnitsWithControl: Int { layer.units / 2 }

  /// Refuses to ablate or insert more units than a ranking has.
  func expect(_ count: Int, of ranking: [Int], for concept: String) throws {
    guard count > ranking.count else { return }
    throw Refusal(
      "--units is \(count), but the ranking for \(shown: concept) has \(ranking.count)", status: 2)
  }
}

extension ExperimentNote {
  /// What was done with which pictures, in a line.
  var title: String {
    "\(shown: model.name) \(shown: layer), \(shown: concept) by \(shown: ranking): "
      + "\(pictures.counted("picture")) from \(firstPicture), "
      + "labels by \(shown: segmenter.name)"
  }
}
