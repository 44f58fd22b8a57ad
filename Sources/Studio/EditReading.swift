import Experiments
import Painting
import Pictures
import Units

/// A picture with the concept of each pixel.
struct LabelledPicture: Sendable {
  let picture: Picture
  let labels: LabelMap
}

/// Compares the picture with an edit and the one before it, a picture a step.
final class EditReading: IdleWork {
  private let question: CausalQuestion
  private let concept: Int
  private let rendered: RenderedPicture
  private let source: LabelSource
  private let labeller: Labeller
  private let reader: CauseReader
  private var after: LabelMap?

  init(
    _ question: CausalQuestion, of concept: Int, _ rendered: RenderedPicture,
    _ labels: LabelSource, _ reader: CauseReader
  ) {
    self.question = question
    self.concept = concept
    self.rendered = rendered
    self.reader = reader
    source = labels
    labeller = Labeller(labels)
  }

  func advance(isCancelled: () -> Bool) -> Bool {
    do {
      guard try reader.isSure(source, of: specimen(rendered.original)) else { return false }
      guard let after else {
        after = try labels(of: rendered.picture, isCancelled)
        return true
      }
      guard let before = try labelsBefore(isCancelled) else { return true }
      reader.seen = LabelledPicture(picture: rendered.picture, labels: after)
      reader.deliver(CausalReading(question, of: concept, before: before, after: after))
    } catch {
      // Of a picture that is no picture nothing is said.
    }
    return false
  }

  private func labelsBefore(_ isCancelled: () -> Bool) throws(DissectionError) -> LabelMap? {
    let before = question.before ?? rendered.original
    if let seen = reader.seen, seen.picture == before { return seen.labels }
    return try labels(of: before, isCancelled)
  }

  private func labels(
    of picture: Picture, _ isCancelled: () -> Bool
  ) throws(DissectionError) -> LabelMap? {
    try labeller.labels(of: specimen(picture), isCancelled: isCancelled)
  }

  private func specimen(_ picture: Picture) -> Specimen {
    Specimen(number: question.request, picture: picture.tensor, features: [:], truth: nil)
  }
}
