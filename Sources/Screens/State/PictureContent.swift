import Dissection
import Painting
package import Pictures
package import Units

/// What stands in the room for the picture.
package enum PictureContent: Equatable, Sendable {
  /// A picture by its request, without edits or with them, or both.
  case rendering(request: Int, Comparison)
  /// The first pictures of those that activate a unit most.
  case unit(Unit, count: Int)
  /// Small pictures to choose from, so many of which are there.
  case sheet(PictureSheet, count: Int)
  /// Those of files, the named one among them.
  case files([String], selected: String, count: Int)
}

extension PaintState {
  /// What stands there, if it has come.
  package var pictureContent: PictureContent? {
    if case .sheet(let sheet) = mode {
      return .sheet(sheet, count: subjects.count { thumbnails.pictures[$0] != nil })
    }
    if let prompt = filePrompt, !foundFiles.isEmpty {
      return .files(
        foundFiles, selected: prompt.text,
        count: subjects.count { thumbnails.pictures[$0] != nil })
    }
    if unitHidesPicture {
      return .unit(chosenUnit, count: unitView.pictures(of: chosenUnit).count)
    }
    return feedback.rendered.map {
      .rendering(request: $0.request.number, view.comparison)
    }
  }

  /// Draws it for a room of some pixels.
  package func picture(width: Int, height: Int) -> Picture? {
    if case .sheet(let sheet) = mode {
      return SheetPicture(width: width, height: height, count: sheet.count).drawn(
        subjects, thumbnails.pictures, selected: sheet.selected.map { .picture($0) },
        marked: bookmarks.latents.map { .picture($0) })
    }
    if let prompt = filePrompt, !foundFiles.isEmpty {
      return SheetPicture(width: width, height: height, count: foundFiles.count).drawn(
        subjects, thumbnails.pictures, selected: .file(prompt.text))
    }
    if unitView.isOpen, let findings = unitView.findings(of: chosenUnit) {
      return UnitSheet(width: width, height: height).drawn(
        unitView.pictures(of: chosenUnit), above: Float(findings.level))
    }
    return feedback.rendered.map { view.picture(of: $0, width: width, height: height) }
  }
}
