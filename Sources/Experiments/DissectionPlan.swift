package import Dissection
import Files
package import Units

/// Everything that decides what a dissection counts: the file `plan.json`, and a scale for each unit
/// beside it.
package struct DissectionPlan: CountingPlan {
  package typealias Counts = DissectionCounts

  package static let format = "ganbrush dissection plan"
  package static let version = 1
  /// How many pictures the levels of units are chosen from.
  package static let sampleCount = 64

  /// A concept by name, and what kind of thing it is.
  package struct PlannedConcept: Codable, Equatable, Sendable {
    package let name: String
    /// `object`, `part`, `material` or `color`, as published.
    package let category: String

    package init(name: String, category: String) {
      self.name = name
      self.category = category
    }
  }

  package let model: DissectionReport.NetworkNote
  /// What names the concepts; nil where the labels of scenes are the truth.
  package let segmenter: DissectionReport.NetworkNote?
  package let specimens: SpecimenSource
  package let layers: [LayerSummary]
  package let concepts: [PlannedConcept]
  /// The pixels at which features and labels are compared.
  package let labelGrid: Grid
  /// How sure the segmenter is of the concepts that it names in the sample; nil without one.
  package let confidence: Double?
  /// By layer: one scale for each unit.
  package let scales: [[LevelScale]]
  package private(set) var checksum = ""

  package init(
    model: DissectionReport.NetworkNote, segmenter: DissectionReport.NetworkNote?,
    specimens: SpecimenSource, layers: [LayerSummary], concepts: [PlannedConcept],
    labelGrid: Grid, confidence: Double?, scales: [[LevelScale]]
  ) {
    precondition(scales.map(\.count) == layers.map(\.units), "scales for other layers")
    self.model = model
    self.segmenter = segmenter
    self.specimens = specimens
    self.layers = layers
    self.concepts = concepts
    self.labelGrid = labelGrid
    self.confidence = confidence
    self.scales = scales
    checksum = Self.checksum(of: json)
  }

  /// Makes sure that a network can be dissected by the plan.
  ///
  /// - Parameters:
  ///   - subject: The network, which has the plan's hash.
  ///   - folder: Where the plan is.
  /// - Throws: `DissectionError.malformed`.
  package func expect(toFit subject: Subject, in folder: String) throws(DissectionError) {
    let path = "\(folder)/\(Self.fileName)"
    if let layer = layers.first(where: { !subject.layers.contains($0) }) {
      throw .malformed(
        path: path,
        reason: "the layer '\(shown: layer.name)' of \(layer.units) units of "
          + "\(layer.grid.height)×\(layer.grid.width), which '\(shown: model.name)' does not have")
    }
    var isMade = false
    if case .latents = specimens { isMade = true }
    switch subject {
    case .generator where isMade, .classifier where !isMade: break
    case .generator, .classifier:
      throw .malformed(
        path: path,
        reason: "\(specimens.phrase), which '\(shown: model.name)' is not dissected with")
    }
  }
}
