import Files
import Painting
import Pictures
import Recipes
import Units

extension PaintState {
  /// Paints the cells of the brush, unless that would repeat what is there.
  mutating func paint(_ direction: Stroke.Direction) -> [Effect] {
    if direction == .draw, concepts.lacksLevels {
      feedback.complain(concepts.excuseForLevel)
      return []
    }
    let recipe = concepts.chosen
    let units = units(of: recipe, direction, in: session)
    guard !units.isEmpty else {
      feedback.complain(
        "every unit of \(shown: recipe.concept) is left out; "
          + "\(commands.key(.openConcept)) opens their list")
      return []
    }
    var mask = Mask(grid: grid)
    brush.paint(&mask)
    let stroke = Stroke(
      concept: recipe.concept, direction: direction,
      edits: Self.edits(units, on: recipe.layer), mask: mask)
    let isNew = !session.strokes.repeats(stroke)
    draggedStroke = (stroke, isNew)
    guard isNew else {
      feedback.say("already \(direction == .draw ? "painted" : "removed") here")
      return []
    }
    return paint(stroke)
  }

  /// Adds a stroke as one step of the history.
  mutating func paint(_ stroke: Stroke) -> [Effect] {
    // Nobody paints what cannot be seen.
    if unitHidesPicture { unitView.isOpen = false }
    let before = newestPicture
    let effects = commit(.adding(stroke, to: session))
    meter.watch(stroke, before: before, request: feedback.newestRequest)
    return effects
  }

  /// The newest picture of the session's latent, be it without the last edits.
  var newestPicture: Picture? {
    feedback.rendered.flatMap { $0.request.session.latent == session.latent ? $0.picture : nil }
  }

  /// What a stroke or toggle of a recipe sets.
  func units(
    of recipe: Recipe, _ direction: Stroke.Direction, in session: Session
  ) -> [(unit: Int, value: Float)] {
    switch direction {
    case .draw: brush.units(of: recipe, in: session)
    case .remove:
      brush.units(of: concepts.removal(of: recipe, .strokes), removing: recipe, in: session)
        + unitsDrawn(of: recipe, in: session).map { ($0, 0) }
    }
  }

  /// The units that strokes of a concept have set and that its removal does not: they would go on drawing.
  private func unitsDrawn(of recipe: Recipe, in session: Session) -> [Int] {
    guard let removal = concepts.removal(of: recipe, .strokes) else { return [] }
    var drawn: Set<Int> = []
    session.strokes.scan(from: 0) { stroke in
      guard stroke.concept == recipe.concept, stroke.direction == .draw else { return }
      for edit in stroke.edits where edit.layer == recipe.layer { drawn.insert(edit.unit) }
    }
    let removed = brush.units(of: removal, removing: recipe, in: session).map(\.unit)
    return drawn.subtracting(removed).sorted()
  }

  /// The edits of a stroke that sets units to values.
  static func edits(_ units: [(unit: Int, value: Float)], on layer: LayerName) -> [UnitEdit] {
    units.map { UnitEdit(layer: layer, unit: $0.unit, value: $0.value) }
  }

  // MARK: Layers and pictures

  mutating func changeLayer(by offset: Int) -> [Effect] {
    layer(at: offset).map { enterLayer($0.name) } ?? []
  }

  /// The layer so many places after that of the canvas, as far as it can be painted on.
  func layer(at offset: Int) -> LayerSummary? {
    let canvases = canvasLayers
    let index = (canvases.firstIndex { $0.name == session.layer } ?? 0) + offset
    return canvases.indices.contains(index) ? canvases[index] : nil
  }

  /// Goes to a layer, with the brush at the same place of the picture.
  mutating func enterLayer(_ name: LayerName) -> [Effect] {
    guard let next = canvasLayers.first(where: { $0.name == name }) else { return [] }
    brush.move(from: grid, to: next.grid)
    document.enter(name)
    let effects = showSession()
    if concepts.areSingleUnits, concepts.book != nil {
      feedback.say("\(shown: name) has no concepts: each of its units is a brush")
    }
    return effects
  }

  mutating func changePicture(to id: Int) -> [Effect] {
    guard (0...Latent.maximumID).contains(id) else {
      feedback.complain("pictures have ids from 0 to \(Latent.maximumID)")
      return []
    }
    return changePicture(to: Latent(seed: session.latent.seed, id: id))
  }

  /// Looks at another picture.
  mutating func changePicture(to latent: Latent) -> [Effect] {
    let left = session
    document.show(latent)
    lastStrokes = OpenStrokes()
    if mode.openStrokes != nil { mode = .strokes(lastStrokes) }
    if session.latent != left.latent { sayWhereStrokesAre(afterLeaving: left) }
    return showSession()
  }

  /// Says what became of strokes when another picture is looked at.
  private mutating func sayWhereStrokesAre(afterLeaving left: Session) {
    let here = session.itemCount.counted("stroke")
    if document.carriesStrokes, left.isEdited {
      let moved = left.itemCount.counted("stroke")
      feedback.say(
        "\(moved) came along; "
          + "\(commands.key(.carryStrokes)) lets strokes stay with their picture")
    } else if session.isEdited {
      feedback.say("id \(session.latent.id) with its \(here)")
    } else if left.isEdited {
      feedback.say(
        "the strokes stay with id \(left.latent.id); "
          + "\(commands.key(.carryStrokes)) there takes them along")
    }
  }

  /// Has strokes come along to the next pictures, or stay with theirs.
  mutating func switchCarrying() {
    document.switchCarrying()
    feedback.say(
      document.carriesStrokes
        ? "strokes come along to the next pictures; \(commands.key(.carryStrokes)) again: they stay"
        : "strokes stay with their picture")
  }

  /// Goes to the next picture of the model's gallery.
  mutating func changeToPickedPicture() -> [Effect] {
    let gallery = concepts.book?.start?.gallery ?? []
    guard !gallery.isEmpty else { return [] }
    let current = gallery.firstIndex(of: session.latent.id)
    return changePicture(to: gallery[current.map { ($0 + 1) % gallery.count } ?? 0])
  }

  // MARK: History

  mutating func undo() -> [Effect] {
    let item = selectedItem
    guard let edit = document.undo() else {
      feedback.complain("nothing to undo")
      return []
    }
    feedback.say("undone: \(edit.sentence)")
    return showSession(after: item)
  }

  mutating func redo() -> [Effect] {
    let item = selectedItem
    guard let edit = document.redo() else {
      feedback.complain("nothing to redo")
      return []
    }
    feedback.say("redone: \(edit.sentence)")
    return showSession(after: item)
  }

  mutating func reset() -> [Effect] {
    feedback.say("everything taken away; \(commands.key(.undo)) brings it back")
    let item = selectedItem
    document.clear()
    return showSession(after: item)
  }

  /// Shows the session as it is now.
  ///
  /// Units that are listed stay listed while those of the same stroke or toggle are in their place.
  ///
  /// - Parameter item: What was selected before.
  /// - Returns: What the program is to do.
  private mutating func showSession(after item: PaintedItem?) -> [Effect] {
    if case .strokes(var list) = mode, let item, selectedItem?.isLike(item) != true {
      list.unit = nil
      mode = .strokes(list)
    }
    return showSession()
  }
}
