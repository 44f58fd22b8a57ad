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
  private let deliver: (ContextMap) -> Void
  private let fail: (String) -> Void
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
  ///   - deliver: Called with each cell that was tried.
  ///   - fail: Called with the reason why no more can be tried.
  init(
    _ question: ContextQuestion, of concept: Int, _ generator: Generator, _ labels: LabelSource,
    deliver: @escaping (ContextMap) -> Void, fail: @escaping (String) -> Void
  ) {
    self.question = question
    self.concept = concept
    self.deliver = deliver
    self.fail = fail
    pictures = LabelledGenerator(generator, labels, seed: question.session.latent.seed)
    composition = Composition(question.session, layers: generator.layers)
    grid = generator.layer(question.session.layer)?.grid
    map = ContextMap(question)
  }

  func advance(isCancelled: () -> Bool) -> Bool {
    guard let grid, map.count < question.order.count else { return false }
    do {
      guard let base else {
        base = try count(composition, isCancelled)
        return true
      }
      let cell = question.order[map.count]
      let (row, column) = (cell / grid.width, cell % grid.width)
      var trial = composition
      trial.add(
        question.edits,
        mask: Mask(grid: grid, rows: row..<row + 1, columns: column..<column + 1) { _, _ in true },
        pooling: .max)
      guard let count = try count(trial, isCancelled) else { return true }
      map.record(Double(count - base) / Double(pictures.grid.count), at: cell)
      deliver(map)
      return map.count < question.order.count
    } catch {
      fail("\(error)")
      return false
    }
  }

  private func count(
    _ composition: Composition, _ isCancelled: () -> Bool
  ) throws(DissectionError) -> Int? {
    try pictures.labels(
      of: question.session.latent.id, composition.interventions, isCancelled: isCancelled)?
      .numbers.count { Int($0) == concept }
  }
}
