import Files
import Units

extension DissectionReport {
  /// Why a file is no dissection that can be used.
  package enum ReadingError: Error, Equatable, CustomStringConvertible {
    case malformed(String)
    case wrongFormat(found: String)
    case unsupportedVersion(Int)
    /// A list of another length than what it lists has.
    case wrongCount(list: String, found: Int, expected: Int)
    case outOfRange(field: String, found: Int, expected: ClosedRange<Int>)
    case outOfBounds(field: String, found: Double, expected: ClosedRange<Double>)
    /// A layer or a concept that comes twice.
    case repeated(String, name: String)

    package var description: String {
      switch self {
      case .malformed(let reason): "not a dissection: \(reason)"
      case .wrongFormat(let found):
        "the format is '\(shown: found)', expected '\(DissectionReport.format)'"
      case .unsupportedVersion(let found):
        "version \(found), expected \(DissectionReport.version)"
      case .wrongCount(let list, let found, let expected):
        "\(list) has \(found) numbers, expected \(expected)"
      case .outOfRange(let field, let found, let expected):
        "\(field) is \(found), expected \(Self.words(expected))"
      case .outOfBounds(let field, let found, let expected):
        "\(field) is \(found), expected \(Self.words(expected))"
      case .repeated(let kind, let name): "\(kind) '\(shown: name)' comes twice, expected once"
      }
    }

    private static func words(_ range: ClosedRange<some Comparable>) -> String {
      range.lowerBound == range.upperBound
        ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
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
