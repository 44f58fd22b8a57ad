import Cells
package import Recipes
import Files
import Units
package import Painting

extension PaintState {
  /// Carries out a command, whichever key or menu it came from.
  package mutating func perform(_ command: Command) -> [Effect] {
    if case .units(let selection) = mode, let effects = performOnUnits(command, selection) {
      return effects
    }
    switch command {
    case .move(let direction): move(direction)
    case .paint: return stroke(.draw)
    case .remove: return stroke(.remove)
    case .smallerBrush: brush = max(1, brush - 1)
    case .largerBrush: brush = min(brush + 1, min(grid.height, grid.width))
    case .concept(let index): chooseConcept(index)
    case .nextConcept: chooseConcept(besides: 1)
    case .previousConcept: chooseConcept(besides: -1)
    case .nextTen: chooseConcept(min(conceptIndex + 10, brushes.count - 1))
    case .previousTen: chooseConcept(max(conceptIndex - 10, 0))
    case .findConcept: mode = .prompt(Prompt(paintsSingleUnits ? .unit : .concept))
    case .weaker, .stronger, .setStrength: changeStrength(command)
    case .toggle: return toggleConcept()
    case .openConcept:
      if paintsSingleUnits { complain(onlyOneUnit) } else { mode = .units(selection: 0) }
    case .nextRanking: chooseNextRanking()
    case .nextDraw: chooseNextDraw()
    case .coarserLayer: return changeLayer(by: -1)
    case .finerLayer: return changeLayer(by: 1)
    case .previousPicture: return showPicture(session.latent.id - 1)
    case .nextPicture: return showPicture(session.latent.id + 1)
    case .goToPicture: mode = .prompt(Prompt(.pictureID))
    case .pickedPicture: return showPickedPicture()
    case .undo: return step(history.undo(), "undone", "nothing to undo")
    case .redo: return step(history.redo(), "redone", "nothing to redo")
    case .reset: return reset()
    case .compare: compare()
    case .heat: switchHeat()
    case .savePicture: return [.savePicture]
    case .saveSession:
      let name = sessionPath ?? "\(modelName)-id\(session.latent.id).json"
      mode = .prompt(Prompt(.sessionPath, suggestion: name))
    case .open: mode = .prompt(Prompt(.openPath, suggestion: recovery ?? ""))
    case .redraw: return [.redraw]
    case .help: mode = .help(scroll: 0)
    case .suspend: return [.suspend]
    case .cancel: mode = .painting
    case .quit:
      // What is being saved is safe when quitting comes after it.
      guard hasUnsavedEdits, session != saving else { return [.quit] }
      mode = .confirming(.quit)
    }
    return []
  }

  private var onlyOneUnit: String { "\(shown: conceptName) is one unit by itself" }

  private mutating func move(_ direction: Command.Direction) {
    switch direction {
    case .up: cursor.row = max(0, cursor.row - 1)
    case .down: cursor.row = min(grid.height - 1, cursor.row + 1)
    case .left: cursor.column = max(0, cursor.column - 1)
    case .right: cursor.column = min(grid.width - 1, cursor.column + 1)
    }
  }

  // MARK: Concepts

  private mutating func chooseConcept(_ index: Int) {
    guard brushes.indices.contains(index) else {
      complain("there are \(brushes.count) \(paintsSingleUnits ? "units" : "concepts")")
      return
    }
    conceptName = brushes[index].concept
  }

  private mutating func chooseConcept(besides offset: Int) {
    chooseConcept((conceptIndex + offset + brushes.count) % brushes.count)
  }

  private mutating func changeStrength(_ command: Command) {
    guard !paintsSingleUnits else { return complain(onlyOneUnit) }
    if command == .setStrength {
      mode = .prompt(Prompt(.strength, suggestion: "\(strength)"))
    } else {
      setStrength(Strength.step(from: strength, stronger: command == .stronger, all: layer.units))
    }
  }

  mutating func setStrength(_ count: Int) {
    strength = min(count, layer.units)
    say("strength \(Strength.title(strength, all: layer.units))")
  }

  private mutating func chooseNextRanking() {
    guard !paintsSingleUnits else { return rankUnitsAtBrush() }
    let metrics = chapter.metrics
    let next = metrics[((metrics.firstIndex(of: recipe.metric) ?? 0) + 1) % metrics.count]
    metric = next
    takeBrushes()
    if case .units = mode { mode = .units(selection: 0) }
    say("units are ranked by \(shown: next)")
  }

  private mutating func chooseNextDraw() {
    let names = recipe.draws.keys.sorted()
    let current = names.firstIndex(of: drawName) ?? 0
    let next = names[(current + 1) % names.count]
    draw = next
    say("strokes draw with \(shown: next) values")
  }

  private mutating func toggleConcept() -> [Effect] {
    if session.state(of: subject(of: recipe)) == nil, lacksDrawValues() { return [] }
    return toggle(subject(of: recipe), recipe.concept, units: units(of: recipe))
  }

  /// What a toggle of a brush switches.
  package func subject(of recipe: Recipe) -> Toggle.Subject {
    paintsSingleUnits
      ? .unit(layer: recipe.layer, channel: recipe.units[0])
      : .concept(name: recipe.concept, layer: recipe.layer)
  }

  /// Switches a subject on to its next state, as one step of the history.
  mutating func toggle(
    _ subject: Toggle.Subject, _ name: String, units: [(unit: Int, value: Float)]
  ) -> [Effect] {
    var next = session
    let state = Toggle.State.next(after: session.state(of: subject))
    next.toggles.removeAll { $0.subject == subject }
    if let state {
      next.toggles.append(Toggle(subject, state, layer: session.layer, units: units))
    }
    say("\(shown: name) \(state?.rawValue ?? "off") in the whole picture")
    return commit(next)
  }

  // MARK: Layers and pictures

  private mutating func changeLayer(by offset: Int) -> [Effect] {
    let names = canvasLayers.map(\.name)
    let index = (names.firstIndex(of: session.layer) ?? 0) + offset
    guard names.indices.contains(index) else {
      complain("\(shown: session.layer) is the \(offset < 0 ? "coarsest" : "finest") layer")
      return []
    }
    let place = (
      row: (Double(cursor.row) + 0.5) / Double(grid.height),
      column: (Double(cursor.column) + 0.5) / Double(grid.width)
    )
    var next = session
    next.layer = names[index]
    let effects = commit(next)
    cursor = (Int(place.row * Double(grid.height)), Int(place.column * Double(grid.width)))
    return effects
  }

  /// Makes tools fit the layer of the session.
  mutating func enterLayer() {
    cursor = (min(cursor.row, grid.height - 1), min(cursor.column, grid.width - 1))
    brush = min(brush, min(grid.height, grid.width))
    strength = min(strength, layer.units)
    if chapter.layer != session.layer {
      measurement = nil
      takeBrushes()
    }
    if quantiles == nil { showsHeat = false }
    if case .units = mode { mode = .painting }
  }

  mutating func showPicture(_ id: Int) -> [Effect] {
    guard (0...Latent.maximumID).contains(id) else {
      complain("pictures have ids from 0 to \(Latent.maximumID)")
      return []
    }
    var next = session
    next.latent.id = id
    return commit(next)
  }

  private mutating func showPickedPicture() -> [Effect] {
    guard let gallery = recipes?.start?.gallery, !gallery.isEmpty else {
      complain("model \(shown: modelName) has no gallery")
      return []
    }
    let place = gallery.firstIndex(of: session.latent.id)
    return showPicture(gallery[place.map { ($0 + 1) % gallery.count } ?? 0])
  }

  // MARK: History and view

  /// Makes a session the current one and asks for its picture.
  mutating func commit(_ next: Session) -> [Effect] {
    showsOriginal = false
    history.commit(next)
    enterLayer()
    return [needsPicture()]
  }

  private mutating func step(_ isDone: Bool, _ done: String, _ refusal: String) -> [Effect] {
    drag = nil
    guard isDone else {
      complain(refusal)
      return []
    }
    say(done)
    showsOriginal = false
    enterLayer()
    return [needsPicture()]
  }

  private mutating func reset() -> [Effect] {
    guard session.isEdited else {
      complain("nothing is painted")
      return []
    }
    var next = session
    next.strokes = []
    next.toggles = []
    say("everything taken away; u brings it back")
    return commit(next)
  }

  private mutating func compare() {
    guard session.isEdited else { return complain("nothing is painted, so there is no before") }
    showsOriginal.toggle()
    say(showsOriginal ? "before the edits; b shows them again" : "with the edits")
  }

  private mutating func switchHeat() {
    guard quantiles != nil else {
      return complainOfMeasurement("the activity of \(shown: layer.name)")
    }
    showsHeat.toggle()
  }
}
