import Files
import Painting
import Recipes
import Units

extension PaintState {
  /// Why a command would do nothing as things are; nil where it does something.
  package func obstacle(to command: Command) -> String? {
    if mode.unitList != nil, Self.isOfUnitList(command) { return nil }
    switch command {
    case .paint: return concepts.lacksLevels ? concepts.excuseForLevel : nil
    case .toggle:
      let isOff = session.state(of: concepts.subject(of: concepts.chosen)) == nil
      return isOff && concepts.lacksLevels ? concepts.excuseForLevel : nil
    case .concept(let index):
      guard !concepts.recipes.indices.contains(index) else { return nil }
      return "there are \(concepts.recipes.count) \(concepts.areSingleUnits ? "units" : "concepts")"
    case .weaker, .stronger, .setStrength, .openConcept:
      return concepts.areSingleUnits ? concepts.excuseForSingleUnit : nil
    case .coarserLayer: return layer(at: -1) == nil ? excuse("no layer comes before") : nil
    case .finerLayer: return layer(at: 1) == nil ? excuse("no layer to paint on comes after") : nil
    case .previousPicture: return session.latent.id == 0 ? Self.excuseForID : nil
    case .nextPicture: return session.latent.id == Latent.maximumID ? Self.excuseForID : nil
    case .pickedPicture:
      return concepts.book?.start?.gallery.isEmpty == false
        ? nil : "model \(shown: document.modelName) has no gallery"
    case .undo: return document.canUndo ? nil : "nothing to undo"
    case .redo: return document.canRedo ? nil : "nothing to redo"
    case .reset: return session.isEdited ? nil : "nothing is painted"
    case .compare:
      if unitHidesPicture { return excuseForUnit }
      return session.isEdited ? nil : "nothing is painted, so there is no before"
    case .heat:
      return excuseForUnit ?? (concepts.quantiles == nil ? concepts.excuseForActivity : nil)
    case .context:
      return excuseForUnit
        ?? (!context.isOpen && concepts.lacksLevels ? concepts.excuseForLevel : nil)
    case .strokes: return session.itemCount > 0 ? nil : "nothing is painted yet"
    case .zoom:
      let hasList = mode.unitList != nil || mode.openStrokes != nil
      if unitHidesPicture { return excuseForUnit }
      return hasList ? "the list needs its place; \(commands.key(.cancel)) closes it" : nil
    case .carryStrokes, .featureSize, .savePictureAs, .export: return nil
    case .move, .remove, .smallerBrush, .largerBrush, .nextConcept, .previousConcept, .nextTen,
      .previousTen, .find, .listRankings, .listDraws, .listLayers, .listModels, .goToPicture,
      .listPictures, .bookmark, .unit,
      .dissect, .savePicture, .saveSession, .open, .listCommands, .help, .redraw, .suspend, .cancel,
      .quit:
      return nil
    }
  }

  private func excuse(_ reason: String) -> String { "\(reason) \(shown: session.layer)" }

  /// Why nothing but a unit can be shown; nil where no unit is looked at.
  private var excuseForUnit: String? {
    unitView.isOpen
      ? "unit \(chosenUnit.channel) is in sight; \(commands.key(.unit)) brings the picture back"
      : nil
  }

  static let excuseForID = "pictures have ids from 0 to \(Latent.maximumID)"

  /// Whether an open list of units takes a command for itself.
  private static func isOfUnitList(_ command: Command) -> Bool {
    switch command {
    case .move, .nextTen, .previousTen, .paint, .toggle, .openConcept: true
    default: false
    }
  }
}
