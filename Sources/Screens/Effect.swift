/// What a command needs from the world outside the screen's state.
package enum Effect: Equatable, Sendable {
  /// Renders the state's newest request.
  case render
  /// Saves the picture that is shown, under a new name.
  case savePicture
  /// Saves the session, over a file that is not its own, or was changed, only when told so.
  case saveSession(path: String, overwriting: Bool)
  case open(path: String)
  /// Looks which models there are.
  case listModels
  /// Dissects the model between requests.
  case dissect
  /// Ends the dissection early; what is counted is kept.
  case stopDissection
  /// Looks how the path before the cursor may go on.
  case complete(String)
  /// Goes on with the painter of another model, which is loaded.
  case handOver
  /// Keeps which pictures are bookmarked.
  case keepBookmarks
  /// Remembers that the first lines have done their work.
  case rememberWelcome
  /// Sends the whole screen again.
  case redraw
  case suspend
  case quit
}
