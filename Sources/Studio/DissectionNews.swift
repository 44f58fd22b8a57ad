import Dissection
import Painting
import Recipes

/// What other threads find out of the units of the painter's model, until the main thread takes it.
struct DissectionNews: Sendable {
  /// What is known, be it of some pictures only.
  struct Findings: Sendable {
    let report: DissectionReport
    let recipes: RecipeBook
    /// Whether they are to be kept: the model was dissected by this painter, with all pictures.
    let isNew: Bool
  }

  let percents = Mailbox<Int>()
  let findings = Mailbox<Findings>()
  /// A file that is passed over.
  let unusable = Mailbox<FileFailure>()
  /// How a dissection has ended.
  let endings = Mailbox<Result<String, FileFailure>>()
  /// Called when there is something to take.
  let wake: @Sendable () -> Void
}
