import Dispatch
import Files
import Painting
import Screens

/// What other threads find out about models that may take the place of the painter's.
struct ModelNews: Sendable {
  /// The models that are installed, or the person's own.
  let lists = Mailbox<[ModelSummary]>()
  /// A model that was loaded, or why it cannot be.
  let loads = Mailbox<Result<Model, FileFailure>>()
  /// The folder that is to be looked at; an older question needs no answer.
  let wantedFolder = Mailbox<String>()
  /// Looks at folders, one after the other: no older answer takes the place of a newer one.
  let folderQueue = DispatchQueue(label: "ganbrush.folders", qos: .userInitiated)
  /// What is in a folder that the open dialogue names.
  let folders = Mailbox<(folder: String, names: [String])>()
  /// Why something of a model cannot be kept.
  let troubles = Mailbox<String>()
  let wake: @Sendable () -> Void

  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }
}
