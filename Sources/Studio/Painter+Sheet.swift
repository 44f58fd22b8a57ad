import Painting
import Screens

/// The sheet of small pictures, and bookmarks.
extension Painter {
  /// Takes in how large the picture is on the screen; more small pictures may be in sight then.
  ///
  /// - Parameter extent: In the picture's own pixels on the screen.
  package mutating func fit(_ extent: (width: Int, height: Int)) {
    guard state.display.pictureExtent != extent else { return }
    state.display.pictureExtent = extent
    askForThumbnails()
  }

  /// Has the renderer draw the small pictures in sight, unless they are there.
  mutating func askForThumbnails() {
    guard case .success(let identity) = identification,
      let request = state.takeThumbnailRequest()
    else { return }
    exchange.begin(.thumbnails) {
      [thumbnails, generator = model.generator, layers = state.layers] in
      ThumbnailWork(request, of: identity, generator, layers) { thumbnails.put($0, of: $1) }
    }
  }

  /// Takes what was drawn.
  mutating func takeThumbnails() {
    let pictures = thumbnails.take()
    if !pictures.isEmpty { state.receive(pictures) }
  }

  /// Takes over the bookmarks of the model, which is known from now on.
  mutating func readBookmarks(of model: ModelIdentity) {
    let file = BookmarkFile(shelf, of: model)
    bookmarkFile = file
    state.receive(file.read())
  }

  /// Keeps the bookmarks.
  mutating func keepBookmarks() {
    guard knownModel() != nil else { return }
    bookmarkFile?.write(state.bookmarks) { [modelNews] reason in
      modelNews.troubles.put(reason)
      modelNews.wake()
    }
  }
}
