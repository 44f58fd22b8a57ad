import Files
package import Units

/// What a dissection found of some layers of a network: the file `dissection.json`.
///
/// Everything that is shown of a dissection follows from it: tables, charts, recipes, the painter's view
/// of a unit. docs/formats.md describes the file.
package struct DissectionReport: Equatable, Sendable {
  package static let format = "ganbrush dissection"
  package static let version = 1

  /// A checkpoint that took part.
  package struct NetworkNote: Codable, Equatable, Sendable {
    /// The name of the file or of the installed model.
    package let name: String
    /// The file's SHA-256 in hexadecimal.
    package let hash: String
    /// The name of the architecture that papers use.
    package let title: String

    package init(name: String, hash: String, title: String) {
      (self.name, self.hash, self.title) = (name, hash, title)
    }
  }

  /// A concept, and how much of all pictures shows it.
  package struct ConceptNote: Codable, Equatable, Sendable {
    package let name: String
    /// `object`, `part`, `material` or `color`, as published.
    package let category: String
    /// The share of all pixels, 0 to 1.
    package let area: Double

    package init(name: String, category: String, area: Double) {
      (self.name, self.category, self.area) = (name, category, area)
    }
  }

  /// A picture that could not be read, and why.
  package struct SkippedPicture: Codable, Equatable, Sendable {
    package let name: String
    package let reason: String

    package init(name: String, reason: String) {
      // Lists of skipped pictures have a line for each.
      (self.name, self.reason) = (name, reason.visible)
    }

    package init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      self.init(
        name: try container.decode(String.self, forKey: .name),
        reason: try container.decode(String.self, forKey: .reason))
    }

    private enum CodingKeys: String, CodingKey {
      case name = "name"
      case reason = "reason"
    }
  }

  package let model: NetworkNote
  /// What named the concepts; nil where the labels are the truth.
  package let segmenter: NetworkNote?
  package let specimens: SpecimenSource
  package let skipped: [SkippedPicture]
  /// How sure the segmenter was, on the mean over all pixels, of the concept that it named, 0 to 1; nil
  /// without one.
  package let confidence: Double?
  /// The pixels at which features and labels were compared.
  package let labelGrid: LabelGrid
  package let concepts: [ConceptNote]
  package let layers: [LayerReport]

  /// Rows and columns of the label maps.
  package struct LabelGrid: Codable, Equatable, Sendable {
    package let height: Int
    package let width: Int

    package init(_ grid: Grid) { (height, width) = (grid.height, grid.width) }
  }

  package init(
    model: NetworkNote, segmenter: NetworkNote?, specimens: SpecimenSource,
    skipped: [SkippedPicture], confidence: Double?, labelGrid: LabelGrid,
    concepts: [ConceptNote], layers: [LayerReport]
  ) {
    self.model = model
    self.segmenter = segmenter
    self.specimens = specimens
    self.skipped = skipped
    self.confidence = confidence
    self.labelGrid = labelGrid
    self.concepts = concepts
    self.layers = layers
  }

  /// Below this confidence pictures do not look like what the segmenter knows.
  package static let confidenceLimit = 0.6
}
