import Files
import Units

extension DissectionReport {
  /// Why a file is no dissection that can be used.
  package enum ReadingError: Error, Equatable, CustomStringConvertible {
    case malformed(String)
    case wrongFormat(found: String)
    case unsupportedVersion(Int)
    /// A list of another length than what it lists has.
    case wrongCount(layer: String, unit: Int, list: String, expected: Int, found: Int)
    case outOfRange(field: String, found: Int, expected: Range<Int>)

    package var description: String {
      switch self {
      case .malformed(let reason): "not a dissection: \(reason)"
      case .wrongFormat(let found):
        "the format is '\(shown: found)', expected '\(DissectionReport.format)'"
      case .unsupportedVersion(let found):
        "version \(found), expected \(DissectionReport.version)"
      case .wrongCount(let layer, let unit, let list, let expected, let found):
        "\(shown: layer), unit \(unit): \(found) \(list), expected \(expected)"
      case .outOfRange(let field, let found, let expected):
        "\(field) is \(found), expected \(expected.lowerBound) to \(expected.upperBound - 1)"
      }
    }
  }

  /// The file's content: JSON with the keys in order.
  package var json: [UInt8] {
    JSONFile.encode(
      FileContent(
        format: Self.format, version: Self.version, model: model, segmenter: segmenter,
        specimens: specimens, skipped: skipped, confidence: confidence, labelGrid: labelGrid,
        concepts: concepts, layers: layers))
  }

  /// Reads a file.
  ///
  /// - Throws: `ReadingError` with the first thing that is wrong.
  package init(json: [UInt8]) throws(ReadingError) {
    let content: FileContent
    do {
      content = try JSONFile.decode(FileContent.self, from: json)
    } catch {
      throw .malformed(DecodingReason.text(of: error))
    }
    guard content.format == Self.format else { throw .wrongFormat(found: content.format) }
    guard content.version == Self.version else { throw .unsupportedVersion(content.version) }
    self.init(
      model: content.model, segmenter: content.segmenter, specimens: content.specimens,
      skipped: content.skipped, confidence: content.confidence, labelGrid: content.labelGrid,
      concepts: content.concepts, layers: content.layers)
    try validate()
  }

  private func validate() throws(ReadingError) {
    let sides = 1..<Grid.sideLimit + 1
    for layer in layers {
      for (field, side) in [("height", layer.height), ("width", layer.width)] {
        guard sides.contains(side) else {
          throw .outOfRange(field: field, found: side, expected: sides)
        }
      }
      for (number, unit) in layer.units.enumerated() { try validate(unit, number, layer.layer) }
    }
  }

  private func validate(
    _ unit: UnitReport, _ number: Int, _ layer: LayerName
  ) throws(ReadingError) {
    guard unit.unit == number else {
      throw .outOfRange(field: "unit", found: unit.unit, expected: number..<number + 1)
    }
    let counts = [
      ("ious", unit.ious.count, concepts.count), ("chances", unit.chances.count, concepts.count),
      ("ceilings", unit.ceilings.count, concepts.count),
      ("means", unit.means.count, concepts.count),
      ("quantiles", unit.quantiles.count, UnitReport.quantileProbabilities.count),
      ("shares of the label", unit.histogram.label.count, unit.histogram.everywhere.count),
    ]
    for (list, found, expected) in counts where found != expected {
      throw .wrongCount(
        layer: layer.rawValue, unit: number, list: list, expected: expected, found: found)
    }
    for concept in [unit.label, unit.information?.concept ?? unit.label]
    where !concepts.indices.contains(concept) {
      throw .outOfRange(field: "a concept", found: concept, expected: concepts.indices)
    }
    for picture in unit.top where !(0..<specimens.count).contains(picture.number) {
      throw .outOfRange(
        field: "a top picture", found: picture.number, expected: 0..<specimens.count)
    }
  }
}

/// The file as it is, before its lists are compared with each other.
private struct FileContent: Codable {
  let format: String
  let version: Int
  let model: DissectionReport.NetworkNote
  let segmenter: DissectionReport.NetworkNote?
  let specimens: SpecimenSource
  let skipped: [DissectionReport.SkippedPicture]
  let confidence: Double?
  let labelGrid: DissectionReport.LabelGrid
  let concepts: [DissectionReport.ConceptNote]
  let layers: [LayerReport]
}
