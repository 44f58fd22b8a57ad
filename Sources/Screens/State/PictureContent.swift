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
}

extension PaintState {
  /// What stands there, if it has come.
  package var pictureContent: PictureContent? {
    if unitView.isOpen, unitView.findings(of: chosenUnit) != nil {
      return .unit(chosenUnit, count: unitView.pictures(of: chosenUnit).count)
    }
    return feedback.rendered.map {
      .rendering(request: $0.request.number, view.comparison)
    }
  }

  /// Draws it for a room of some pixels.
  package func picture(width: Int, height: Int) -> Picture? {
    if unitView.isOpen, let findings = unitView.findings(of: chosenUnit) {
      return UnitSheet(width: width, height: height).drawn(
        unitView.pictures(of: chosenUnit), above: Float(findings.level))
    }
    return feedback.rendered.map { view.picture(of: $0, width: width, height: height) }
  }
}
