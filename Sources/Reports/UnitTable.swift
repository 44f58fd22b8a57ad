package import Dissection
import Units

/// The units of a dissection as a table of comma-separated values: the file `units.csv`.
package enum UnitTable {
  private static let heads = [
    "layer", "unit", "label", "category", "iou", "chance", "ceiling", "matches",
    "above chance", "information concept", "information ratio", "information iou",
    "matches by information",
    "level",
  ]

  /// The file's content: a line of heads, and one for each unit.
  package static func csv(_ report: DissectionReport) -> String {
    var lines = [heads]
    for layer in report.layers {
      for unit in layer.units { lines.append(fields(of: unit, in: layer, report)) }
    }
    return lines.map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
  }

  private static func fields(
    of unit: UnitReport, in layer: LayerReport, _ report: DissectionReport
  ) -> [String] {
    let label = report.concepts[unit.label]
    let information = unit.information
    return [
      layer.layer.rawValue, "\(unit.unit)", label.name, label.category, "\(unit.iou)",
      "\(unit.chance)", "\(unit.ceiling)", unit.matches ? "1" : "0",
      unit.isAboveChance ? "1" : "0",
      information.map { report.concepts[$0.concept].name } ?? "",
      information.map { "\($0.ratio)" } ?? "", information.map { "\($0.iou)" } ?? "",
      unit.matchesByInformation ? "1" : "0", "\(unit.level)",
    ]
  }

  /// A field as RFC 4180 has it: in quotation marks where a comma, a mark or a line's end is in it.
  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
