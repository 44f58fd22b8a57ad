import Painting
import Screens

/// The sheet of small pictures, and bookmarks.
extension Painter {
  /// Has the renderer draw the small pictures in sight, unless they are there.
  mutating func askForThumbnails() {
    guard let request = state.takeThumbnailRequest() else { return }
    exchange.begin(.thumbnails) { [thumbnails, generator = model.generator] in
      ThumbnailWork(request, generator) { picture, id in thumbnails.put(picture, of: id) }
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
