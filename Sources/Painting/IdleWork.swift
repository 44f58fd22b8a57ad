/// Long work that a renderer takes step by step while nobody waits for a picture.
package protocol IdleWork: AnyObject {
  /// Takes the next step, on the renderer's thread.
  ///
  /// - Parameter isCancelled: Asked before each layer; a step that was cancelled is to be taken again.
  /// - Returns: Whether there is more to do.
  func advance(isCancelled: () -> Bool) -> Bool
}

/// The kinds of such work, the most urgent first; of each kind there is one at a time.
package enum IdleTask: CaseIterable, Sendable {
  /// Making the pictures of a file, for which a person waits.
  case export
  /// Reading what an edit has caused.
  case reading
  /// Trying a concept at each cell.
  case context
  /// Drawing small pictures to choose from.
  case thumbnails
  case dissection
}
