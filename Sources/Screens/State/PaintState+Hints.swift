import Painting
import Units

/// What the last line tells: the keys that do something now, the most useful first.
extension PaintState {
  package var hints: [Hint] {
    switch mode {
    case .prompt(let prompt):
      [Hint("enter", "accept"), Hint("esc", "cancel"), Hint("^U", "empty")]
        + (foundFiles.isEmpty ? [] : [Hint("pgdn", "next file")])
        + (prompt.question.asksForFile ? [Hint("tab", "complete"), Hint("↑", "earlier")] : [])
    case .confirming(.quit):
      [Hint("y", "quit"), Hint("s", "save and quit"), Hint("n", "stay")]
    case .confirming(.open(_, let isModel, _)):
      [
        Hint("y", "open"), Hint("s", isModel ? "save and open" : "save picture and open"),
        Hint("n", "stay"),
      ]
    case .confirming(.overwrite), .confirming(.overwriteExport):
      [Hint("y", "replace"), Hint("n", "keep")]
    case .confirming(.overwritePicture):
      [
        Hint("y", "replace"), Hint("n", "keep both: the next free name"), Hint("esc", "cancel"),
      ]
    case .confirming(.export):
      [
        Hint("t", "time lapse: animated PNG"), Hint("b", "before and after: PNG"),
        Hint("esc", "cancel"),
      ]
    case .confirming(.stopDissection): [Hint("y", "stop"), Hint("n", "go on")]
    case .choosing(let list): Self.hints(of: list)
    case .units:
      [
        hint(.paint, "unit in or out"), hint(.toggle, "everywhere"), hint(.find, "find"),
        hint(.unit, unitView.isOpen ? "picture" : "what it is"), hint(.openConcept, "close"),
        Hint("\(commands.key(.move(.up))) \(commands.key(.move(.down)))", "move"),
        hint(.help, "help"),
      ]
    case .strokes(let list) where list.unit != nil:
      [
        Hint("space", "unit on or off"), Hint("enter", "back to the strokes"), Hint("↑ ↓", "move"),
      ]
    case .strokes where view.comparison != .after:
      [
        hint(.compare, "next view"), Hint("esc", "after"), Hint("e", "close"), hint(.undo, "undo"),
      ]
    case .strokes:
      StrokeCommandTable.standard.entries.compactMap { entry in
        entry.hint.map { Hint(entry.label, $0) }
      } + [hint(.undo, "undo")]
    case .sheet(let sheet):
      [
        hint(.openConcept, "open"), Hint("esc", "back"), hint(.nextConcept, sheet.next),
        hint(.bookmark, "bookmark"), Hint(commands.moveKeys, "move"), hint(.nextTen, "more"),
      ]
    case .painting: commandHints
    }
  }

  private func hint(_ command: Command, _ text: String) -> Hint {
    Hint(commands.key(command), text)
  }

  /// What is to be said of what is typed, in the place of hints.
  var remark: Prompt.Remark? {
    switch mode {
    case .prompt(let prompt): prompt.remark
    case .choosing(let list): refusal(of: list).map { .refusal($0, reason: $0) }
    case .painting, .units, .strokes, .confirming, .sheet: nil
    }
  }

  private static func hints(of list: ChoiceList) -> [Hint] {
    let end = Hint("esc", list.isInPlace ? "back" : "close")
    guard list.selected != nil else { return [end, Hint("^U", "empty")] }
    let enter = Hint("enter", list.isInPlace ? "keep" : list.purpose == .command ? "run" : "choose")
    guard list.purpose == .help, !list.isTyping else {
      return [enter, end, Hint("↑ ↓", "move"), Hint("^U", "empty")]
    }
    return [
      Hint("enter", "run"), Hint("esc", "close"), Hint("↑ ↓ space", "scroll"), Hint("/", "filter"),
    ]
  }

  /// The commands with a word in the table that do something now.
  private var commandHints: [Hint] {
    let offered = commands.entries.filter { entry in
      entry.hint != nil && entry.bindings.values.contains { obstacle(to: $0) == nil }
    }
    return offered.sorted { urgency($0) < urgency($1) }.compactMap { entry in
      entry.hint.map { Hint(keys(of: entry), word(entry, $0)) }
    }
  }

  /// The first of several keys that do the same, and of a list's keys those that choose something.
  private func keys(of entry: CommandTable.Entry) -> String {
    if entry.bindings.values.contains(.concept(0)) {
      let count = min(concepts.recipes.count, CommandTable.conceptKeys.count)
      return count == 1 ? "1" : "1…\(CommandTable.conceptKeys[count - 1])"
    }
    return entry.parts.count == 1
      ? entry.label.split(separator: " ").first.map(String.init) ?? entry.label : entry.label
  }

  /// The table's word, or what the command does while something is in sight.
  private func word(_ entry: CommandTable.Entry, _ word: String) -> String {
    if entry.bindings.values.contains(.compare), view.comparison != .after {
      return view.comparison == .before ? "side by side" : "next view"
    }
    return entry.bindings.values.contains(.unit) && unitView.isOpen ? "picture" : word
  }

  /// Where an entry comes in the last line: what is to be closed first, then what one paints with, then
  /// the ways to everything else.
  private func urgency(_ entry: CommandTable.Entry) -> Int {
    let order: [Command] =
      (view.comparison != .after ? [.compare] : []) + (unitView.isOpen ? [.unit] : [])
      + (view.showsOriginal
        ? [.undo] : isMarkUnderBrush ? [.undo, .remove, .paint] : [.paint, .remove, .undo])
      + [.listCommands, .help, .quit]
      + (document.sessionsToSave.isEmpty ? [] : [.savePicture, .compare, .strokes]) + [
        .concept(0), .redo, .nextPicture, .toggle, .openConcept, .pickedPicture, .listLayers, .find,
        .compare, .savePicture,
      ]
    return order.firstIndex { entry.bindings.values.contains($0) } ?? order.count
  }

  /// Whether a stroke lies under the brush.
  private var isMarkUnderBrush: Bool {
    marks[brush.cursor.row * grid.width + brush.cursor.column] != nil
  }
}
