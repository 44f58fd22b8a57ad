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
      PictureSheet(at: session.latent, gallery: gallery, bookmarks: bookmarks.latents))
  }

  /// How so many small pictures share the room for the picture.
  func sheetPicture(of count: Int) -> SheetPicture {
    let (width, height) = display.pictureExtent
    return SheetPicture(width: width, height: height, count: count)
  }

  /// What the small pictures in sight show.
  var subjects: [ThumbnailSubject] {
    if case .sheet(let sheet) = mode {
      return sheet.latents(side: sheetPicture(of: sheet.count).side).map { .picture($0) }
    }
    return filesInSight.map { .file($0) }
  }

  /// Which of the small pictures in sight a place on the screen belongs to.
  func sheetPlace(of event: MouseEvent, count: Int) -> Int? {
    guard let rect = display.pictureRect, rect.contains(row: event.row, column: event.column) else {
      return nil
    }
    let side = sheetPicture(of: count).side
    let row = (event.row - rect.row) * side / rect.height
    return row * side + (event.column - rect.column) * side / rect.width
  }

  /// Takes a key for the open sheet.
  mutating func edit(_ sheet: PictureSheet, with key: Key) -> [Effect] {
    var sheet = sheet
    let side = sheetPicture(of: sheet.count).side
    feedback.clearMessage()
    switch commands.command(for: key) {
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
      guard let latent = sheet.selected else {
        feedback.complain(
          "there is no picture here; \(commands.key(.nextConcept)) goes on to others")
        break
      }
      let effects = bookmark(latent)
      sheet.follow(bookmarks.latents)
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
    guard let latent = sheet.selected else { return [] }
    mode = .painting
    return latent == session.latent ? [] : changePicture(to: latent)
  }

  /// Takes a click on the sheet: the first selects a picture, the next one goes to it.
  mutating func press(_ event: MouseEvent, on sheet: PictureSheet) -> [Effect] {
    guard let place = sheetPlace(of: event, count: sheet.count) else { return [] }
    var sheet = sheet
    let former = sheet.selected
    guard sheet.select(place: place, side: sheetPicture(of: sheet.count).side) else { return [] }
    guard sheet.selected != former else { return open(sheet) }
    mode = .sheet(sheet)
    return []
  }

  // MARK: Bookmarks

  /// Marks a picture, or takes its mark away.
  mutating func bookmark(_ latent: Latent) -> [Effect] {
    feedback.say(
      bookmarks.toggle(latent)
        ? "picture \(latent.name) is bookmarked" : "bookmark \(latent.name) taken away")
    return [.keepBookmarks]
  }

  /// Takes over what earlier painters of the model have marked.
  package mutating func receive(_ bookmarks: Bookmarks) {
    let (former, own) = (bookmarks.latents, self.bookmarks.latents)
    self.bookmarks = Bookmarks(former + own.filter { !former.contains($0) })
    if case .sheet(var sheet) = mode {
      sheet.follow(self.bookmarks.latents)
      mode = .sheet(sheet)
    }
  }

  // MARK: Small pictures

  /// Asks for the pictures in sight that are not there, once.
  package mutating func takeThumbnailRequest() -> ThumbnailRequest? {
    thumbnails.request(subjects).map { ThumbnailRequest(subjects: $0) }
  }

  /// Takes over small pictures.
  package mutating func receive(_ pictures: [ThumbnailSubject: Picture?]) {
    for (subject, picture) in pictures {
      thumbnails.receive(picture, of: subject)
      if picture == nil, case .file(let path) = subject { files?.leaveOut(path) }
    }
  }
}
