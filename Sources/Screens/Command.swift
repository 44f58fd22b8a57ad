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
  /// A concept by its name, a single unit by its number.
  case findConcept
  case weaker, stronger, setStrength
  case toggle
  case openConcept
  case nextRanking, nextDraw
  case coarserLayer, finerLayer
  case previousPicture, nextPicture, goToPicture, pickedPicture
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
  case redraw, help, suspend, cancel, quit

  /// A step on the canvas or in a list.
  package enum Direction: Hashable, Sendable { case up, down, left, right }
}
