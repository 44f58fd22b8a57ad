package import Painting

/// What a command needs from the world outside the screen's state.
package enum Effect: Equatable, Sendable {
  /// Renders the state's newest request.
  case render
  /// Saves the picture that is shown, under the next free name.
  case savePicture
  /// Saves the picture of a session that is not in sight, under a new name.
  case saveOther(Session)
  /// Saves it under this name, over another file only when told so.
  case savePictureAs(path: String, overwriting: Bool)
  /// Makes a file of the session's pictures, over another file only when told so.
  case export(Export, overwriting: Bool)
  /// Gives up what is being exported; nothing is written.
  case stopExport
  /// Saves the session, over a file that is not its own, or was changed, only when told so.
  case saveSession(path: String, overwriting: Bool)
  /// Asks what the file is, and then before it is opened, where strokes would be lost with it.
  case askToOpen(path: String)
  /// Opens a session.
  case open(path: String)
  /// Opens a model in the place of this one; the person gives these sessions up, and no other strokes.
  case openModel(path: String, givingUp: [Session] = [])
  /// Looks which models there are.
  case listModels
  /// Dissects the model between requests.
  case dissect
  /// Ends the dissection early; what is counted is kept.
  case stopDissection
  /// Looks how the path before the cursor may go on.
  case complete(String)
  /// Looks for the files in a folder, as it was typed.
  case listFiles(String)
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

  /// Whether the picture that is shown is saved.
  package var savesPicture: Bool {
    switch self {
    case .savePicture, .savePictureAs: true
    default: false
    }
  }
}
