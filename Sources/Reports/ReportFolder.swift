package import Dissection
package import Files
package import Pictures
import Units

/// The folder of a report: its page, its tables, and for each layer the published files.
///
/// Addresses in it are relative, so that it can be moved as a whole.
package struct ReportFolder: Sendable {
  package let path: String
  package let report: DissectionReport

  /// Names a folder, which is made where it is missing.
  package init(_ path: String, _ report: DissectionReport) {
    self.path = path
    self.report = report
  }

  /// The files that every report has, beside the folders of its layers.
  package static let files = ["dissection.json", "report.html", "units.csv"]

  /// Writes everything but the strips: `dissection.json`, `units.csv`, `report.html`, and for each layer
  /// `report.json` and `concepts_99.svg`.
  package func write() throws(OutputError) {
    try Folder.make(path)
    for layer in report.layers {
      let folder = folder(of: layer)
      try Folder.make(folder)
      try write(PublishedReport.json(of: layer, report), to: "\(folder)/report.json")
      try write(
        Array(ConceptChart.svg(of: layer, report).utf8),
        to: "\(folder)/\(PublishedReport.chartName)")
    }
    try write(Array(UnitTable.csv(report).utf8), to: "\(path)/units.csv")
    try write(Array(ReportPage(report).html.utf8), to: "\(path)/report.html")
    // Last: where it is, the report is whole.
    try write(report.json, to: "\(path)/dissection.json")
  }

  /// Writes the strips of a layer's units, one after another.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - strip: Draws the strip of a unit; nil where it has none.
  /// - Throws: `OutputError`.
  package func writeStrips(
    of layer: LayerReport, _ strip: (UnitReport) -> Picture?
  ) throws(OutputError) {
    let folder = folder(of: layer)
    try Folder.make("\(folder)/image")
    for unit in layer.units {
      guard let picture = strip(unit) else { continue }
      try write(PNG.encode(picture), to: "\(folder)/\(PublishedReport.stripName(of: unit.unit))")
    }
  }

  private func folder(of layer: LayerReport) -> String {
    "\(path)/\(LayerSite(layer.layer).folder)"
  }

  private func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    var file = try OutputFile(path, .replaced, .regular)
    try file.append(bytes)
    try file.finish()
  }
}
