extension Command {
  /// The names by which a person gives commands other keys; concepts, and what closes things, keep theirs.
  package static let names: [(name: String, command: Command)] = [
    ("left", .move(.left)), ("right", .move(.right)), ("up", .move(.up)), ("down", .move(.down)),
    ("paint", .paint), ("remove", .remove), ("undo", .undo), ("redo", .redo), ("reset", .reset),
    ("strokes", .strokes), ("smaller-brush", .smallerBrush), ("larger-brush", .largerBrush),
    ("weaker", .weaker), ("stronger", .stronger), ("strength", .setStrength),
    ("rankings", .listRankings), ("draws", .listDraws), ("next-concept", .nextConcept),
    ("previous-concept", .previousConcept), ("next-ten", .nextTen), ("previous-ten", .previousTen),
    ("find", .find), ("everywhere", .toggle), ("units", .openConcept),
    ("previous-picture", .previousPicture), ("next-picture", .nextPicture),
    ("go-to-picture", .goToPicture), ("gallery", .pickedPicture),
    ("small-pictures", .listPictures), ("bookmark", .bookmark), ("carry-strokes", .carryStrokes),
    ("layers", .listLayers), ("coarser-layer", .coarserLayer), ("finer-layer", .finerLayer),
    ("compare", .compare), ("zoom", .zoom), ("feature-size", .featureSize), ("features", .heat),
    ("context", .context), ("unit", .unit), ("dissect", .dissect), ("redraw", .redraw),
    ("save", .savePicture), ("save-as", .savePictureAs), ("export", .export),
    ("save-session", .saveSession), ("open", .open), ("models", .listModels),
    ("commands", .listCommands), ("help", .help), ("suspend", .suspend), ("quit", .quit),
  ]

  /// The command of a name.
  package init?(named name: String) {
    guard let found = Self.names.first(where: { $0.name == name }) else { return nil }
    self = found.command
  }
}
