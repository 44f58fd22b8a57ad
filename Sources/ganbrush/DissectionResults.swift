import Dissection
import Experiments
import Files
import Networks
import Painting
import Recipes
import Reports
import Units

/// Writes what a dissection found into the folder of its run.
struct DissectionResults {
  let folder: DissectionFolder
  let plan: DissectionPlan
  let counts: DissectionCounts

  /// Writes strips, recipes and the report, and says in a few lines what was found.
  func write(_ subject: Subject) throws {
    let lock = try folder.lock { false }
    defer { extendLifetime(lock) }
    let report = DissectionReport(plan, counts)
    let pages = ReportFolder(folder.path, report)
    try writeStrips(pages, subject)
    if case .generator(let generator) = subject {
      try write(
        RecipeBook(report, of: generator.architecture.family, layers: generator.layers))
    }
    try pages.write()
    say(report)
  }

  /// Writes the recipes beside what other commands have put into the file: rankings and removals.
  private func write(_ found: RecipeBook) throws {
    try OutputFile.update(Self.recipes(in: folder.path)) {
      (try Self.book(in: folder.path, of: found.scope?.hash)?.taking(found) ?? found).json
    }
  }

  private static func recipes(in folder: String) -> String { "\(folder)/recipes.json" }

  /// The recipes that are in the folder of a run, if there are any.
  ///
  /// - Throws: `Refusal` where the file is another one, which is not to be lost.
  @discardableResult
  static func book(in folder: String, of hash: String?) throws -> RecipeBook? {
    let path = recipes(in: folder)
    guard ExistingFile.isLost(path) else { return nil }
    let book = try RecipeShelf.book(path)
    guard book.scope?.hash == hash else {
      throw Refusal("'\(shown: path)' has recipes of another network than the run's, and stays")
    }
    return book
  }

  private func writeStrips(_ pages: ReportFolder, _ subject: Subject) throws {
    Stop.await()
    for layer in pages.report.layers {
      let reader = SpecimenReader(
        subject, plan.specimens, layers: [layer.layer], labelGrid: plan.labelGrid)
      var bar = ProgressBar("strips of \(shown: layer.layer)", of: 1)
      let strips = try LayerStrips(layer, reader, isCancelled: { Stop.signal != nil }) {
        bar.show($0, of: $1)
      }
      guard let strips else {
        throw Refusal(
          "stopped before the report; the same command writes it", status: 128 + (Stop.signal ?? 0))
      }
      try pages.writeStrips(of: layer) { strips.strip(of: $0.unit) }
    }
  }

  /// One line a layer, and where the report is.
  private func say(_ report: DissectionReport) {
    for layer in report.layers {
      let matching = layer.units.filter(\.matches)
      let above = matching.filter { $0.iou > $0.chance }
      print(
        "\(shown: layer.layer): \(matching.count) of \(layer.units.count) units match a concept, "
          + "\(above.count) of them above chance: \(Set(above.map(\.label)).count) concepts")
      if 2 * above.count < matching.count {
        Console.warn(
          "most units of \(shown: layer.layer) that match a concept match the labels of other "
            + "pictures as well: its labels may mean little")
      }
    }
    for picture in report.skipped {
      Console.warn("skipped \(shown: picture.name): \(picture.reason.visible)")
    }
    print("\(shown: folder.path)/report.html")
  }

  /// So many pictures tell what is chance, about.
  private static let fewestPictures = 100

  /// Says so where the pictures are too few, or do not look like what the segmenter knows.
  static func warn(of plan: DissectionPlan) {
    let count = plan.specimens.count
    if count < fewestPictures {
      Console.warn(
        "\(count) \(count == 1 ? "picture tells" : "pictures tell") little, expected "
          + "\(fewestPictures) or more: units may match a concept by chance")
    }
    guard let confidence = plan.confidence, confidence < DissectionReport.confidenceLimit else {
      return
    }
    Console.warn(
      "the segmenter is sure of \(Int((confidence * 100).rounded())) % of what it names, expected "
        + "\(Int(DissectionReport.confidenceLimit * 100)) % or more: these pictures may not look like "
        + "those that it knows, and labels may mean little")
  }
}
