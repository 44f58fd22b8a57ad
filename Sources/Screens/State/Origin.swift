import Painting

/// Where the session came from at a step of the history, and what of it is on disk since.
///
/// An undo that leads back over the step leads back to the origin before.
struct Origin: Sendable {
  /// The position in the history at which the session was begun or opened.
  let position: Int
  /// The session's own file, which saving replaces.
  var path: String?
  /// The session as last saved, or as begun.
  var saved: Session
  /// The file in which an interrupted run left the session, until that is saved or given up.
  var resumed: String?
}
