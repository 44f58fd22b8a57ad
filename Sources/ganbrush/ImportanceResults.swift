import Causes
import Dissection
import Experiments
import Files
import Reports
import Units

/// Writes which units matter to which class into the folder of the experiment, and prints a table.
struct ImportanceResults {
  let folder: ImportanceFolder
  let ranking: (plan: AblationPlan, counts: AblationCounts)
  let heldOut: (plan: AblationPlan, counts: AblationCounts)

  /// The dissection of the layer: that of a folder, or the model's own if it has one.
  ///
  /// - Throws: What is wrong with the folder that was named.
  static func dissection(
    of model: String, _ part: PartOptions, _ run: String?, _ layer: LayerSummary
  ) throws -> DissectedModel? {
    guard let run else {
      guard let own = try? DissectedModel(model, part, run: nil),
        own.report.layers.contains(where: { $0.layer == layer.name })
      else { return nil }
      return own
    }
    let found = try DissectedModel(model, part, run: run)
    _ = try found.layer(layer.name)
    return found
  }

  /// Writes `importance.json` and the charts, and prints what was found.
  func write(_ dissection: DissectedModel?, json: Bool) throws {
    let layer = heldOut.plan.layer.name
    let report = ImportanceReport(
      ranking, heldOut,
      try dissection.map { (try $0.layer(layer), $0.report.concepts) })
    guard !report.classes.isEmpty else {
      throw Refusal("no class has pictures of its own and of others in both runs")
    }
    try OutputFile.write(
      Array(
        ImportanceChart.accuracy(
          of: layer.rawValue, report.unchanged,
          [
            .init("without best", report.without, isKept: false, isControl: false),
            .init("only best", report.only, isKept: true, isControl: false),
            .init("without random", report.withoutRandom, isKept: false, isControl: true),
            .init("only random", report.onlyRandom, isKept: true, isControl: true),
          ]
        ).utf8), to: "\(folder.path)/accuracy.svg")
    if let comparison = report.comparison {
      try OutputFile.write(
        Array(ImportanceChart.iou(of: layer.rawValue, comparison.groups).utf8),
        to: "\(folder.path)/iou.svg")
    }
    try OutputFile.write(report.json, to: "\(folder.path)/importance.json")
    for picture in report.ranked.skipped + report.heldOut.skipped {
      Console.warn("skipped \(shown: picture.name): \(picture.reason.visible)")
    }
    if json { return try JSONOutput.print(report) }
    say(report)
  }

  private func say(_ report: ImportanceReport) {
    func percent(_ share: Double) -> String { (100 * share).decimals(1) }
    print(
      "\(shown: report.layer), \(report.units.count) units; \(report.classes.count) classes; "
        + "\(report.heldOut.count) held-out pictures; in percent")
    print(
      "balanced accuracy \(percent(report.unchanged.balancedAccuracy)), accuracy among all "
        + "classes \(percent(report.unchanged.accuracy))")
    let columns = [report.without, report.only, report.withoutRandom, report.onlyRandom]
    let titles = ["without best", "only best", "without random", "only random"]
    print(("units" + titles.map { $0.aligned(to: 17) }.joined()))
    for (row, size) in report.sizes.enumerated() {
      let cells = columns.map { points in
        let point = points[row]
        return "\(percent(point.balancedAccuracy)) / \(percent(point.accuracy).aligned(to: 5))"
          .aligned(to: 17)
      }
      print("\(size)".aligned(to: 5) + cells.joined())
    }
    sayComparison(report.comparison)
    print("\(shown: folder.path)/accuracy.svg")
  }

  private func sayComparison(_ comparison: ImportanceReport.Comparison?) {
    guard let comparison else {
      return Console.mention(
        "the layer is not dissected: --run DIR, the folder of a dissection, compares importance with "
          + "IoU")
    }
    for (name, found) in [
      ("what classes lose without a unit", comparison.drop),
      ("the number of classes that it matters to", comparison.classes),
    ] {
      guard let found else { continue }
      print(
        "Spearman's coefficient of \(name) with its IoU: \(found.coefficient.decimals(2)), 99 % "
          + "interval \(found.low.decimals(2)) to \(found.high.decimals(2))")
    }
  }
}
