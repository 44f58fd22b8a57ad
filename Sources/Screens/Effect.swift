package import Painting

/// What a command needs from the world outside the screen's state.
package enum Effect: Equatable, Sendable {
  /// Renders the state's newest request.
  case render
  /// Saves the picture that is shown, under a new name.
  case savePicture
  /// Saves the picture of a session that is not in sight, under a new name.
  case saveOther(Session)
  /// Saves the session, over a file that is not its own, or was changed, only when told so.
  case saveSession(path: String, overwriting: Bool)
  case open(path: String)
  /// Dissects the model between requests.
  case dissect
  /// Ends the dissection early; what is counted is kept.
  case stopDissection
  /// Looks how the path before the cursor may go on.
  case complete(String)
  /// Sends the whole screen again.
  case redraw
  case suspend
  case quit
}
