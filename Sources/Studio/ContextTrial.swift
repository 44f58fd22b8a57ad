import Experiments
import Networks
import Painting
import Units

/// Tries a concept at one cell after another of a picture.
final class ContextTrial: IdleWork {
  private let question: ContextQuestion
  private let concept: Int
  private let pictures: LabelledGenerator
  private let composition: Composition
  private let grid: Grid?
  private let source: LabelSource
  private let reader: CauseReader
  private var map: ContextMap
  /// How many pixels show the concept without a trial.
  private var base: Int?

  /// Prepares memory.
  ///
  /// - Parameters:
  ///   - question: What is tried.
  ///   - concept: The number of its concept.
  ///   - generator: The network.
  ///   - labels: What names the concepts.
  ///   - reader: Takes the map at each cell that was tried, or the reason why no more can be tried.
  init(
    _ question: ContextQuestion, of concept: Int, _ generator: Generator, _ labels: LabelSource,
    _ reader: CauseReader
  ) {
    self.question = question
    self.concept = concept
    self.reader = reader
    source = labels
    pictures = LabelledGenerator(generator, labels, seed: question.session.latent.seed)
    composition = Composition(question.session, layers: generator.layers)
    grid = generator.layer(question.session.layer)?.grid
    map = ContextMap(question)
  }

  func advance(isCancelled: () -> Bool) -> Bool {
    guard let grid, map.count < question.order.count else { return false }
    do {
      guard let base else {
        guard let picture = try specimen(composition, isCancelled) else { return true }
        guard try reader.isSure(source, of: picture) else {
          reader.fail("the segmenter is unsure of this model's pictures")
          return false
        }
        base = count(picture)
        return true
      }
      let cell = question.order[map.count]
      let (row, column) = (cell / grid.width, cell % grid.width)
      var trial = composition
      trial.add(
        question.edits,
        mask: Mask(grid: grid, rows: row..<row + 1, columns: column..<column + 1) { _, _ in true },
        pooling: .max)
      guard let picture = try specimen(trial, isCancelled) else { return true }
      map.record(Double(count(picture) - base) / Double(pictures.grid.count), at: cell)
      reader.deliver(map)
      return map.count < question.order.count
    } catch {
      reader.fail("\(error)")
      return false
    }
  }

  private func specimen(
    _ composition: Composition, _ isCancelled: () -> Bool
  ) throws(DissectionError) -> Specimen? {
    try pictures.specimen(
      question.session.latent.id, composition.interventions, isCancelled: isCancelled)
  }

  private func count(_ picture: Specimen) -> Int {
    picture.truth?.numbers.count { Int($0) == concept } ?? 0
  }
}
