import Dissection
import Experiments
import Files
import Units

/// What a dissection found of a unit, or of all units of a layer, as lines of a terminal.
struct UnitPage {
  let report: DissectionReport
  let layer: LayerReport
  /// Whether more than ASCII can be shown.
  let isUnicode: Bool

  /// How many concepts are named besides the label.
  private static let nextCount = 3

  // MARK: One unit

  /// All that was found of a unit.
  func lines(of unit: UnitReport) -> [String] {
    let chart = ActivationHistogram(
      histogram: unit.histogram, level: unit.level, label: name(unit.label), isUnicode: isUnicode)
    return ["\(shown: report.model.name) \(shown: layer.layer):\(unit.unit)  \(words(unit.label))"]
      + fields(of: unit).map { "  \($0.name.padded(to: 12))\($0.text)" }
      + ["", "  share of pixels by activation"] + chart.lines.map { "  \($0)" }
  }

  private func fields(of unit: UnitReport) -> [(name: String, text: String)] {
    [
      (
        "IoU",
        "\(unit.iou.decimals(3)); chance \(unit.chance.decimals(3)), "
          + "at most \(unit.ceiling.decimals(3)) possible"
      ),
      (
        "matches",
        "\(word(unit.matches)) by IoU above \(UnitFindings.matchingIoU) (PNAS 2020)"
      ),
      (
        "",
        "\(word(unit.matchesByInformation)) by IoU above \(UnitFindings.matchingInformation.iou), "
          + "information above \(UnitFindings.matchingInformation.ratio) (ICLR 2019)"
      ),
      ("information", information(of: unit)),
      ("level", "\(unit.level.short), which \((100 * unit.active).short) % of pixels exceed"),
      ("next best", nextBest(of: unit)),
      ("seen in", source),
    ]
  }

  private func word(_ isSo: Bool) -> String { isSo ? "yes" : "no " }

  private func name(_ concept: Int) -> String { "\(shown: report.concepts[concept].name)" }

  private func words(_ concept: Int) -> String {
    "\(name(concept)) (\(shown: report.concepts[concept].category))"
  }

  private func information(of unit: UnitReport) -> String {
    guard let found = unit.information else { return "none of any concept" }
    return "ratio \(found.ratio.decimals(3)) for \(name(found.concept)), "
      + "IoU \(found.iou.decimals(3)) above \(found.level.short)"
  }

  private func nextBest(of unit: UnitReport) -> String {
    let others = unit.ious.indices.filter { $0 != unit.label && unit.ious[$0] > 0 }
      .sorted { unit.ious[$0] != unit.ious[$1] ? unit.ious[$0] > unit.ious[$1] : $0 < $1 }
    guard !others.isEmpty else { return "none" }
    return others.prefix(Self.nextCount).map { "\(name($0)) \(unit.ious[$0].decimals(3))" }
      .joined(separator: ", ")
  }

  /// What pictures were looked at, and what named their concepts.
  private var source: String {
    let labels = report.segmenter.map { "labels by \(shown: $0.name)" } ?? "true labels"
    let confidence = report.confidence.map { ", confidence \($0.decimals(2))" } ?? ""
    return "\(report.specimens.phrase.visible), \(labels)\(confidence)"
  }

  // MARK: All units of a layer

  /// One line a unit, those with the highest IoU first.
  var list: [String] {
    let units = layer.units.sorted { $0.iou != $1.iou ? $0.iou > $1.iou : $0.unit < $1.unit }
    let names = units.map { name($0.label) }
    let width = max(5, names.map(\.count).max() ?? 0) + 2
    let matching = units.count(where: \.matches)
    let heads = ["unit", "IoU", "chance", "at most"].map { $0.aligned(to: 8) }
    return [
      "\(shown: report.model.name) \(shown: layer.layer)  \(matching) of \(units.count) units match"
    ]
      + [heads[0] + "  " + "label".padded(to: width) + heads[1...].joined() + "  matches"]
      + zip(units, names).map { unit, name in
        let numbers = [unit.iou, unit.chance, unit.ceiling].map { $0.decimals(3).aligned(to: 8) }
        return "\(unit.unit)".aligned(to: 8) + "  " + name.padded(to: width) + numbers.joined()
          + (unit.matches ? "  yes" : "")
      }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  fileprivate func aligned(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
