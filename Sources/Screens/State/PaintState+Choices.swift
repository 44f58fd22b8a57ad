import Cells
import Files
import Painting
import Recipes
import Units

/// Lists of choices: what is in them, and what becomes of a choice.
extension PaintState {
  /// Opens a list over the panes.
  mutating func open(_ purpose: ChoiceList.Purpose, _ title: String, _ choices: [Choice]) {
    mode = .choosing(ChoiceList(purpose, title: title, choices, over: mode.lists))
  }

  /// Takes a key for the open list.
  mutating func edit(_ list: ChoiceList, with key: Key) -> [Effect] {
    var list = list
    switch list.handle(key, page: choiceGeometry(of: list).area.height) {
    case .stayed:
      mode = .choosing(list)
      followFound()
    case .cancelled: close(list)
    case .chosen(let choice): return choose(choice, in: list)
    }
    return []
  }

  /// Closes a list without a choice; what was found on the way is left again.
  private mutating func close(_ list: ChoiceList) {
    if case .concept(let former, let units) = list.purpose {
      concepts.choose(concept: former)
      mode = units.map { .units($0) } ?? .painting
    } else {
      mode = list.below.mode
    }
  }

  /// Closes a list and does what was chosen.
  mutating func choose(_ choice: Choice, in list: ChoiceList) -> [Effect] {
    mode = list.below.mode
    feedback.clearMessage()
    switch choice.action {
    case .perform(let command): return perform(command)
    case .listParts(let entry): listParts(of: commands.entries[entry])
    case .layer(let name): return enterLayer(name)
    case .ranking(let metric): chooseRanking(metric)
    case .draw(let name): chooseDraw(name)
    case .model(let path): return askToOpen(path, isModel: true)
    case .concept, .unit: break
    // What only tells something stays in sight.
    case .none: mode = .choosing(list)
    }
    return []
  }

  // MARK: Commands

  /// Lists every command by its name.
  mutating func listCommands() {
    let entries = commands.entries
    // Nobody looks for the arrows.
    let moves = entries.filter { $0.bindings.values.contains(.move(.up)) }
    let others = entries.filter { !$0.bindings.values.contains(.move(.up)) }
    open(.command, "commands", (others + moves).flatMap { choices(of: $0) })
  }

  /// Lists the commands of keys that belong together.
  private mutating func listParts(of entry: CommandTable.Entry) {
    open(.command, entry.help, choices(of: entry))
  }

  /// The commands of a line of the help; those that do nothing now tell why.
  private func choices(of entry: CommandTable.Entry) -> [Choice] {
    let concepts = entry.bindings.values.contains(.concept(0)) ? conceptChoices : []
    return entry.parts.map { part in
      Choice(
        part.label, [part.help], hint: entry.parts.count == 1 ? entry.hint : nil,
        remark: obstacle(to: part.command).map { "not now: \($0)" },
        .perform(part.command))
    } + concepts
  }

  /// The concepts or single units that have keys.
  private var conceptChoices: [Choice] {
    concepts.recipes.prefix(CommandTable.conceptKeys.count).enumerated().map { index, recipe in
      Choice(
        CommandTable.conceptLabel(index), ["choose \(shown: recipe.concept)"],
        .perform(.concept(index)))
    }
  }

  /// Lists every key, group by group, then what no key tells.
  mutating func listKeys() {
    open(.help, "help", HelpText.choices(commands))
  }

  // MARK: What strokes set

  /// Lists the rankings of the chosen concept, or how single units may be ordered.
  mutating func listRankings() {
    guard !concepts.areSingleUnits else {
      return open(
        .ranking, "which units come first",
        [
          Choice(
            "by number", ["as the layer has them"], .ranking(nil),
            isCurrent: concepts.ranking == nil),
          Choice(
            "at the brush", ["the most unusual under the brush first"], .ranking(Self.atBrush),
            isCurrent: concepts.ranking != nil),
        ])
    }
    open(
      .ranking, "which units of \(shown: concepts.chosenName) come first",
      concepts.metrics.map { metric in
        Choice(
          BrushDescription.ranking(metric), [BrushDescription.meaning(ofRanking: metric)],
          .ranking(metric), isCurrent: metric == concepts.chosen.metric)
      })
  }

  /// The ranking of single units by what is under the brush.
  static let atBrush = "brush"

  /// Lists the values that strokes of the chosen concept may set.
  mutating func listDraws() {
    let recipe = concepts.chosen
    open(
      .draw, "what strokes of \(shown: recipe.concept) set units to",
      recipe.draws.keys.sorted().map { name in
        Choice(
          BrushDescription.draw(name), [BrushDescription.meaning(ofDraw: name)], .draw(name),
          isCurrent: name == brush.drawName(of: recipe))
      })
  }

  // MARK: Layers and models

  /// Lists the layers that can be painted on, the coarsest first.
  mutating func listLayers() {
    let canvases = canvasLayers
    var strokes: [LayerName: Int] = [:]
    session.strokes.scan(from: 0) { stroke in
      for layer in Set(stroke.edits.map(\.layer)) { strokes[layer, default: 0] += 1 }
    }
    open(
      .layer, "layers to paint on",
      canvases.enumerated().map { place, layer in
        let description = LayerDescription(
          layer: layer, place: place, count: canvases.count,
          concepts: concepts.book?.chapter(layer.name)?.brushes().count ?? 0,
          strokes: strokes[layer.name] ?? 0)
        return Choice(
          "\(shown: layer.name)", description.text, remark: description.remark,
          .layer(layer.name), isCurrent: layer.name == session.layer)
      })
  }

  /// Lists models that can be opened in the place of this one, unless the person has gone on.
  package mutating func receive(_ models: [ModelSummary]) {
    guard !mode.isAsking else { return }
    guard !models.isEmpty else { return feedback.complain("no models are installed") }
    open(
      .model, "models",
      models.map { model in
        Choice(
          "\(shown: model.name)", [model.text], remark: "\(shown: model.path)",
          .model(path: model.path), isCurrent: model.isOpen)
      })
  }
}
