package import Dissection
import FoundationEssentials
import Units

/// The units of one layer as the published report page reads them: the file `report.json`.
package enum PublishedReport {
  /// The name of the chart beside the file.
  package static let chartName = "concepts_99.svg"

  /// Where the strip of a unit lies, relative to the file.
  package static func stripName(of unit: Int) -> String { "image/unit\(unit).png" }

  /// The file's content.
  package static func json(of layer: LayerReport, _ report: DissectionReport) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // As published: JSON has no other way to write them.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    let names = [report.model.name, report.specimens.name, report.segmenter?.name]
    let content = Content(
      header: Header(name: names.compactMap { $0 }.joined(separator: " "), image: chartName),
      units: layer.units.map { unit in
        Entry(
          image: stripName(of: unit.unit), unit: unit.unit, iou: unit.iou,
          label: report.concepts[unit.label].name, cat: report.concepts[unit.label].category)
      })
    do {
      return Array(try encoder.encode(content)) + [UInt8(ascii: "\n")]
    } catch {
      preconditionFailure("a report that is no JSON: \(error)")
    }
  }

  private struct Header: Encodable {
    let name: String
    let image: String

    enum CodingKeys: String, CodingKey {
      case name = "name"
      case image = "image"
    }
  }

  private struct Entry: Encodable {
    let image: String
    let unit: Int
    let iou: Double
    let label: String
    let cat: String

    enum CodingKeys: String, CodingKey {
      case image = "image"
      case unit = "unit"
      case iou = "iou"
      case label = "label"
      case cat = "cat"
    }
  }

  private struct Content: Encodable {
    let header: Header
    let units: [Entry]

    enum CodingKeys: String, CodingKey {
      case header = "header"
      case units = "units"
    }
  }
}

extension SpecimenSource {
  /// What the pictures are, as a part of a name.
  fileprivate var name: String {
    switch self {
    case .latents(let count): "\(count)-latents"
    case .folder(let path, _):
      path.split(separator: "/").last.map { String($0) } ?? path
    case .scenes(let category, _, let count): "\(count)-\(category ?? "scenes")"
    }
  }
}
