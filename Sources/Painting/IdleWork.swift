/// Long work that a renderer takes step by step while nobody waits for a picture.
package protocol IdleWork: AnyObject {
  /// Takes the next step, on the renderer's thread.
  ///
  /// - Parameter isCancelled: Asked before each layer; a step that was cancelled is to be taken again.
  /// - Returns: Whether there is more to do.
  func advance(isCancelled: () -> Bool) -> Bool
}
