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
  /// How wide a line may be.
  let columns: Int

  /// How far what is said of a field stands from the left, and how much room it needs beside its name.
  private static let (fieldIndent, fieldRoom) = (14, 26)

  /// How many concepts are named besides the label.
  private static let nextCount = 3

  // MARK: One unit

  /// All that was found of a unit.
  func lines(of unit: UnitReport) -> [String] {
    let chart = ActivationHistogram(
      histogram: unit.histogram, level: unit.level, label: name(unit.label), isUnicode: isUnicode,
      columns: columns - 2)
    let head =
      "\(shown: report.model.name) \(shown: layer.layer):\(unit.unit)  \(words(unit.label))"
    return head.wrapped(to: columns) + fields(of: unit).flatMap(lines) + [""]
      + "share of pixels by activation".wrapped(to: columns - 2).map { "  \($0)" }
      + chart.lines.map { "  \($0)" }
  }

  /// A field's name with what is said of it, or above it where both have no room in a line.
  private func lines(of field: (name: String, text: String)) -> [String] {
    let isBeside = columns - Self.fieldIndent >= Self.fieldRoom
    let indent = String(repeating: " ", count: isBeside ? Self.fieldIndent : 4)
    let text = field.text.wrapped(to: columns - indent.count).map { indent + $0 }
    guard isBeside else { return (field.name.isEmpty ? [] : ["  \(field.name)"]) + text }
    return ["  \(field.name)".padded(to: indent.count) + text[0].dropFirst(indent.count)]
      + text.dropFirst()
  }

  private func fields(of unit: UnitReport) -> [(name: String, text: String)] {
    let informed = unit.matchesByInformation ? unit.information.map { name($0.concept) } : nil
    return [
      (
        "IoU",
        "\(unit.iou.decimals(3)) with \(name(unit.label)), \(chance(of: unit)); "
          + "at most \(unit.ceiling.decimals(3)) possible"
      ),
      (
        "matches",
        "\(unit.matches ? name(unit.label) : "nothing") by IoU above \(UnitFindings.matchingIoU)"
          + (unit.matches && !unit.isAboveChance ? ", but not above chance" : "") + " (PNAS 2020)"
      ),
      (
        "",
        "\(informed ?? "nothing") by IoU above \(UnitFindings.matchingInformation.iou), "
          + "information above \(UnitFindings.matchingInformation.ratio) (ICLR 2019)"
      ),
      ("information", information(of: unit)),
      ("level", "\(unit.level.short), which \((100 * unit.active).short) % of pixels exceed"),
      ("next best", nextBest(of: unit)),
      ("seen in", source),
    ]
  }

  private func chance(of unit: UnitReport) -> String {
    (unit.isAboveChance ? "above chance" : "not above chance") + " (\(unit.chance.decimals(3)))"
  }

  private func name(_ concept: Int) -> String { "\(shown: report.concepts[concept].name)" }

  private func words(_ concept: Int) -> String {
    "\(name(concept)) (\(shown: report.concepts[concept].category))"
  }

  private func information(of unit: UnitReport) -> String {
    guard let found = unit.information else { return "none of any concept" }
    return "ratio \(found.ratio.decimals(3)) with \(name(found.concept)) at level "
      + "\(found.level.short), where their IoU is \(found.iou.decimals(3))"
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

  /// A column of the list beside those of unit and label.
  private struct Column: Sendable {
    let head: String
    let width: Int
    let text: @Sendable (UnitReport) -> String
  }

  /// The columns, the most important first.
  private static let listed = [
    Column(head: "IoU", width: 8) { $0.iou.decimals(3) },
    Column(head: "matches", width: 11) {
      $0.matches ? $0.isAboveChance ? "yes" : "at chance" : ""
    },
    Column(head: "chance", width: 8) { $0.chance.decimals(3) },
    Column(head: "at most", width: 9) { $0.ceiling.decimals(3) },
  ]

  /// One line a unit, those with the highest IoU first; columns that do not fit are left out.
  var list: [String] {
    let units = layer.units.sorted { $0.iou != $1.iou ? $0.iou > $1.iou : $0.unit < $1.unit }
    let names = units.map { name($0.label) }
    let widest = max(5, names.map(\.count).max() ?? 0)
    var listed = Self.listed
    func room() -> Int { columns - 8 - listed.reduce(0) { $0 + $1.width } }
    while listed.count > 1, room() < widest { listed.removeLast() }
    let width = min(widest, max(1, room()))
    func line(_ unit: String, _ label: String, _ text: (Column) -> String) -> String {
      unit.aligned(to: 6) + "  "
        + label.fitted(to: width, isUnicode: isUnicode).padded(to: width)
        + listed.map { text($0).aligned(to: $0.width) }.joined()
    }
    let matching = units.filter(\.matches)
    let head =
      "\(shown: report.model.name) \(shown: layer.layer)  \(matching.count) of \(units.count) units "
      + "match, \(matching.count(where: \.isAboveChance)) above chance"
    return head.wrapped(to: columns) + [line("unit", "label", \.head)]
      + zip(units, names).map { unit, name in
        line("\(unit.unit)", name) { $0.text(unit) }.replacing(#/ +$/#, with: "")
      }
  }
}
