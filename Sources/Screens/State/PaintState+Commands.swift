import Painting
import Units

extension PaintState {
  /// Carries out a command, whichever key or click it came from.
  mutating func perform(_ command: Command) -> [Effect] {
    if let list = mode.unitList, let effects = perform(command, on: list) { return effects }
    if let obstacle = obstacle(to: command) {
      feedback.complain(obstacle)
      return []
    }
    switch command {
    case .move(let direction): move(direction)
    case .paint: return paint(.draw)
    case .remove: return paint(.remove)
    case .smallerBrush: brush.shrink()
    case .largerBrush: brush.grow(on: grid)
    case .concept(let index): concepts.choose(index)
    case .nextConcept: concepts.advance(by: 1)
    case .previousConcept: concepts.advance(by: -1)
    case .nextTen: concepts.jump(by: 10)
    case .previousTen: concepts.jump(by: -10)
    case .find: beginFinding()
    case .weaker, .stronger, .setStrength: changeStrength(command)
    case .toggle: return toggleConcept()
    case .openConcept: openConcept()
    case .listRankings: listRankings()
    case .listDraws: listDraws()
    case .listLayers: listLayers()
    case .listModels: return [.listModels]
    case .coarserLayer: return changeLayer(by: -1)
    case .finerLayer: return changeLayer(by: 1)
    case .previousPicture: return changePicture(to: session.latent.id - 1)
    case .nextPicture: return changePicture(to: session.latent.id + 1)
    case .goToPicture: ask(.pictureID)
    case .pickedPicture: return changeToPickedPicture()
    case .listPictures: openSheet()
    case .bookmark: return bookmark(session.latent)
    case .undo: return undo()
    case .redo: return redo()
    case .reset: return reset()
    case .strokes: openStrokes()
    case .carryStrokes: switchCarrying()
    case .compare: compare()
    case .heat: switchFeatures()
    case .zoom: view.isZoomed.toggle()
    case .featureSize: resizeFeatures()
    case .context: switchContext()
    case .unit: switchUnitView()
    case .dissect: return dissect()
    case .savePicture: return savePicture()
    case .savePictureAs: askForPicture()
    case .export: beginExport()
    case .saveSession: ask(.sessionPath, suggestion: document.suggestedPath)
    case .open: return askForFile()
    case .redraw: return [.redraw]
    case .listCommands: listCommands()
    case .help: listKeys()
    case .suspend: return [.suspend]
    case .cancel:
      if exporting != nil { return [.stopExport] }
      mode = .painting
      unitView.isOpen = false
      if view.comparison != .after { view.comparison = .after } else { view.isZoomed = false }
      return endWelcome(atOnce: true)
    case .quit:
      // What is being saved is safe when quitting comes after it.
      guard !document.sessionsToSave.isEmpty else { return [.quit] }
      mode = .confirming(.quit)
    }
    return []
  }
}
