import Cells
package import Painting
package import Pictures
import Recipes
import Units

/// Small pictures to choose from, and those that a person has marked.
extension PaintState {
  mutating func openSheet() {
    let gallery = concepts.book?.start?.gallery ?? []
    mode = .sheet(
      PictureSheet(at: session.latent.id, gallery: gallery, bookmarks: bookmarks.ids))
  }

  /// How the sheet shares the room for the picture.
  var sheetPicture: SheetPicture {
    SheetPicture(width: display.pictureExtent.width, height: display.pictureExtent.height)
  }

  /// Takes a key for the open sheet.
  mutating func edit(_ sheet: PictureSheet, with key: Key) -> [Effect] {
    var sheet = sheet
    let side = sheetPicture.side
    feedback.clearMessage()
    switch CommandTable.standard.command(for: key) {
    case .move(.left): sheet.move(by: -1, side: side)
    case .move(.right): sheet.move(by: 1, side: side)
    case .move(.up): sheet.move(by: -side, side: side)
    case .move(.down): sheet.move(by: side, side: side)
    case .previousTen, .previousPicture: sheet.move(by: -side * side, side: side)
    case .nextTen, .nextPicture: sheet.move(by: side * side, side: side)
    case .nextConcept: sheet.changeSource(by: 1)
    case .previousConcept: sheet.changeSource(by: -1)
    case .openConcept, .paint: return open(sheet)
    case .bookmark:
      guard let id = sheet.selected else { break }
      let effects = bookmark(id)
      sheet.follow(bookmarks.ids)
      mode = .sheet(sheet)
      return effects
    case .cancel, .quit, .listPictures:
      mode = .painting
      return []
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    default: break
    }
    mode = .sheet(sheet)
    return []
  }

  /// Goes to the selected picture.
  private mutating func open(_ sheet: PictureSheet) -> [Effect] {
    guard let id = sheet.selected else { return [] }
    mode = .painting
    return id == session.latent.id ? [] : changePicture(to: id)
  }

  /// Takes a click on the sheet: the first selects a picture, the next one goes to it.
  mutating func press(_ event: MouseEvent, on sheet: PictureSheet) -> [Effect] {
    guard let rect = display.pictureRect, rect.contains(row: event.row, column: event.column) else {
      return []
    }
    var sheet = sheet
    let side = sheetPicture.side
    let row = (event.row - rect.row) * side / rect.height
    let column = (event.column - rect.column) * side / rect.width
    let former = sheet.selected
    guard sheet.select(place: row * side + column, side: side) else { return [] }
    guard sheet.selected != former else { return open(sheet) }
    mode = .sheet(sheet)
    return []
  }

  // MARK: Bookmarks

  /// Marks a picture, or takes its mark away.
  mutating func bookmark(_ id: Int) -> [Effect] {
    feedback.say(bookmarks.toggle(id) ? "picture \(id) is bookmarked" : "bookmark \(id) taken away")
    return [.keepBookmarks]
  }

  /// Takes over what earlier painters of the model have marked.
  package mutating func receive(_ bookmarks: Bookmarks) {
    let own = self.bookmarks.ids
    self.bookmarks = Bookmarks(bookmarks.ids + own.filter { !bookmarks.ids.contains($0) })
    if case .sheet(var sheet) = mode {
      sheet.follow(self.bookmarks.ids)
      mode = .sheet(sheet)
    }
  }

  // MARK: Small pictures

  /// Asks for the pictures in sight that are not there, once.
  package mutating func takeThumbnailRequest() -> ThumbnailRequest? {
    guard case .sheet(let sheet) = mode else { return nil }
    return thumbnails.request(sheet.ids(side: sheetPicture.side)).map {
      ThumbnailRequest(seed: session.latent.seed, ids: $0)
    }
  }

  /// Takes over small pictures.
  package mutating func receive(_ pictures: [Int: Picture]) {
    for (id, picture) in pictures { thumbnails.receive(picture, of: id) }
  }
}
