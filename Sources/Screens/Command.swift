/// What a person can ask the painter for; keys and the mouse end as one of these.
package enum Command: Hashable, Sendable {
  case move(Direction)
  case paint, remove
  case smallerBrush, largerBrush
  /// The concept with this index in the list.
  case concept(Int)
  case nextConcept, previousConcept
  /// Ten concepts, or units of a list, on or back.
  case nextTen, previousTen
  /// A concept by its name, a unit by its number.
  case find
  case weaker, stronger, setStrength
  case toggle
  case openConcept
  /// Lists to choose from: how units are ranked, which values draw, the layer, the model.
  case listRankings, listDraws, listLayers, listModels
  case coarserLayer, finerLayer
  case previousPicture, nextPicture, goToPicture, pickedPicture
  /// Small pictures to choose from, and marking the one in sight.
  case listPictures, bookmark
  case undo, redo, reset
  /// The list of strokes, and whether strokes come along to other pictures.
  case strokes, carryStrokes
  case compare, heat, context
  /// The picture in the whole window, and the pane of features in another size.
  case zoom, featureSize
  /// What the chosen unit is, and finding that out for the whole model.
  case unit, dissect
  case savePicture, savePictureAs, saveSession, open
  /// A time lapse of the session, or its picture beside the untouched one.
  case export
  /// Every command by its name, and every key with what it does.
  case listCommands, help
  case redraw, suspend, cancel, quit

  /// A step on the canvas or in a list.
  package enum Direction: Hashable, Sendable { case up, down, left, right }
}
