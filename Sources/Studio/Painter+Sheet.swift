import Painting
import Screens

/// The sheet of small pictures, and bookmarks.
extension Painter {
  /// Has the renderer draw the small pictures in sight, unless they are there.
  package mutating func askForThumbnails() {
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
