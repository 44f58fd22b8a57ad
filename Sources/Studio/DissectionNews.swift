import Dissection
import Painting
import Recipes

/// What other threads find out of the units of the painter's model, until the main thread takes it.
struct DissectionNews: Sendable {
  /// What is known, be it of some pictures only.
  struct Findings: Sendable {
    let report: DissectionReport
    let recipes: RecipeBook
    let extent: Extent
  }

  /// How the search for a dissection has ended, apart from what was found.
  enum Search: Sendable {
    case ended
    /// A painter has begun a dissection that is not whole.
    case endedWithRun
  }

  /// How much of a dissection was counted.
  enum Extent: Sendable {
    /// Some pictures; the others are to come.
    case part
    /// All pictures, by this painter, which is to keep the findings in place of the run.
    case whole(DissectionRun)
    /// All pictures, before this painter.
    case kept

    var isWhole: Bool { if case .part = self { false } else { true } }
  }

  let percents = Mailbox<Int>()
  /// How sure the segmenter is of what it names, where a dissection begins.
  let confidences = Mailbox<Double>()
  /// What the search for the model's dissection came to.
  let searches = Mailbox<Search>()
  let findings = Mailbox<Findings>()
  /// A file that is passed over.
  let unusable = Mailbox<FileFailure>()
  /// Why what is counted cannot be kept.
  let troubles = Mailbox<String>()
  /// How a dissection has ended.
  let endings = Mailbox<Result<String, FileFailure>>()
  /// Called when there is something to take.
  let wake: @Sendable () -> Void
}
