package import Dissection
import Networks
import Scenes
import Tensors
package import Units

extension DissectionPlan {
  /// What a person asks for, before the sample is looked at.
  package struct Question: Equatable, Sendable {
    package let model: DissectionReport.NetworkNote
    /// What names the concepts; nil where the labels of scenes are the truth.
    package let segmenter: DissectionReport.NetworkNote?
    package let specimens: SpecimenSource
    package let layers: [LayerSummary]
    package let concepts: [PlannedConcept]

    /// Asks about concepts by their names.
    ///
    /// - Parameters:
    ///   - model: The network.
    ///   - labels: What names the concepts; nil for scenes, whose labels are the truth.
    ///   - specimens: The pictures.
    ///   - layers: The layers.
    package init(
      model: DissectionReport.NetworkNote, labels: LabelSource?, specimens: SpecimenSource,
      layers: [LayerSummary]
    ) {
      let names = labels?.segmenter.concepts ?? Concept.allCases.map(\.name)
      self.init(
        model: model, segmenter: labels?.note, specimens: specimens, layers: layers,
        concepts: names.map(PlannedConcept.init(named:)))
    }

    init(
      model: DissectionReport.NetworkNote, segmenter: DissectionReport.NetworkNote?,
      specimens: SpecimenSource, layers: [LayerSummary], concepts: [PlannedConcept]
    ) {
      self.model = model
      self.segmenter = segmenter
      self.specimens = specimens
      self.layers = layers
      self.concepts = concepts
    }
  }

  /// The rows and columns of label maps: those of dissected generators in PNAS 2020.
  package static let labelGrid = Grid(height: 64, width: 64)

  /// Looks at a sample of the pictures, and chooses a scale for each unit.
  ///
  /// - Parameters:
  ///   - question: What is asked for.
  ///   - reader: Reads the pictures.
  ///   - labeller: Names their concepts; nil where they are known.
  ///   - isCancelled: Asked before each layer.
  ///   - progress: Is told how many pictures of the sample are done.
  /// - Throws: `DissectionError`, `.stopped` when cancelled.
  package init(
    _ question: Question, _ reader: SpecimenReader, _ labeller: Labeller?,
    isCancelled: () -> Bool = { false }, progress: (_ done: Int, _ count: Int) -> Void
  ) throws(DissectionError) {
    var samples = question.layers.map(LevelSample.init)
    var (confidence, count) = (0.0, 0)
    let numbers = Self.sample(of: question.specimens)
    var skipped: [DissectionReport.SkippedPicture] = []
    progress(0, numbers.count)
    for start in stride(from: 0, to: numbers.count, by: TallyBlock.size) {
      let block = Array(numbers[start..<min(start + TallyBlock.size, numbers.count)])
      guard let reading = try reader.read(block, isCancelled: isCancelled) else { throw .stopped }
      skipped += reading.skipped
      for specimen in reading.specimens {
        guard !isCancelled() else { throw .stopped }
        for (index, layer) in question.layers.enumerated() {
          guard let features = specimen.features[layer.name] else {
            preconditionFailure("no features of \(layer.name)")
          }
          samples[index].add(features, reader.sampling(of: layer))
        }
        if let labeller { confidence += try labeller.confidence(in: specimen) }
        count += 1
      }
      progress(start + block.count, numbers.count)
    }
    guard count > 0 else {
      throw .tooManyBroken(
        count: skipped.count, of: numbers.count, first: skipped.first?.name ?? "",
        reason: skipped.first?.reason ?? "")
    }
    self.init(
      model: question.model, segmenter: question.segmenter, specimens: question.specimens,
      layers: question.layers, concepts: question.concepts, labelGrid: Self.labelGrid,
      confidence: labeller == nil ? nil : (confidence / Double(count) * 1e4).rounded() / 1e4,
      scales: samples.map(\.scales))
  }

  /// What was asked for.
  package var question: Question {
    Question(
      model: model, segmenter: segmenter, specimens: specimens, layers: layers, concepts: concepts)
  }

  /// Latents are random, and the first are as good as any; others are taken evenly spaced, because a
  /// folder has its kinds of pictures one after the other.
  private static func sample(of source: SpecimenSource) -> [Int] {
    let count = min(sampleCount, source.count)
    if case .latents = source { return Array(0..<count) }
    return (0..<count).map { $0 * source.count / count }
  }
}
