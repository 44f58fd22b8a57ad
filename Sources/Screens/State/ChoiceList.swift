package import Cells

/// A list of choices, of which a typed line leaves those that answer to it.
package struct ChoiceList: Equatable, Sendable {
  /// What is chosen.
  package enum Purpose: Equatable, Sendable {
    case command
    /// The help: letters move until a line is begun.
    case help
    case layer, ranking, draw, model
    /// A concept or a unit, which is chosen as it is found; escape goes back to what was chosen.
    case concept(former: String, units: UnitList?)
  }

  /// What a key did.
  package enum Outcome: Equatable, Sendable {
    case stayed, cancelled
    case chosen(Choice)
  }

  package let purpose: Purpose
  package let title: String
  /// All choices, whatever is typed.
  package let choices: [Choice]
  /// What is typed.
  package private(set) var line = LineEditor()
  /// Whether letters go into the line.
  package private(set) var isTyping: Bool
  /// The choices that answer to the line, the best first.
  package private(set) var found: [Choice]
  /// Where the selected choice stands among those.
  package private(set) var selection = 0
  /// The list that is open below, or in which units are found.
  package var below: OpenLists

  /// Makes a list whose current choice is selected.
  package init(
    _ purpose: Purpose, title: String, _ choices: [Choice], over below: OpenLists = OpenLists()
  ) {
    self.purpose = purpose
    self.title = title
    self.choices = choices
    self.below = below
    isTyping = purpose != .help
    found = choices
    select(choices.firstIndex(where: \.isCurrent) ?? 0)
  }

  /// The selected choice; nil where none answers to the line.
  package var selected: Choice? {
    found.indices.contains(selection) ? found[selection] : nil
  }

  /// Whether choices are found among what is on the screen already.
  package var isInPlace: Bool { if case .concept = purpose { true } else { false } }

  // MARK: Keys

  /// Takes a key.
  ///
  /// - Parameters:
  ///   - key: What was pressed.
  ///   - page: How many rows are in sight.
  /// - Returns: What became of it.
  package mutating func handle(_ key: Key, page: Int) -> Outcome {
    switch key {
    case .enter: return selected.map { .chosen($0) } ?? .stayed
    case .escape, .control("c"): return .cancelled
    case .up, .backTab, .control("p"): move(by: -1)
    case .down, .tab, .control("n"): move(by: 1)
    case .pageUp: move(by: -max(1, page - 1))
    case .pageDown: move(by: max(1, page - 1))
    case .home: select(0)
    case .end: select(found.count - 1, forward: false)
    case .pasted(let text): type(LineEditor.line(ofPasted: text))
    case .character(let character) where isTyping: type(String(character))
    case .character(let character): return read(character, page: page)
    case .function(1) where purpose == .help: return .cancelled
    default:
      if isTyping, line.handle(key) { find() }
    }
    return .stayed
  }

  /// Takes a letter that is no text yet: those that move in other programs move, others are typed.
  private mutating func read(_ character: Character, page: Int) -> Outcome {
    switch character {
    case "j": move(by: 1)
    case "k": move(by: -1)
    case " ": move(by: max(1, page - 1))
    case "g": select(0)
    case "G": select(found.count - 1, forward: false)
    case "q", "?": return .cancelled
    case "/": isTyping = true
    default: type(String(character))
    }
    return .stayed
  }

  /// Selects a choice so many rows on; the ends of the list stop it.
  package mutating func move(by offset: Int) {
    select(selection + offset, forward: offset > 0)
  }

  /// Selects the choice in a row, or the next one where that is a heading.
  package mutating func select(_ row: Int, forward: Bool = true) {
    let row = max(0, min(row, found.count - 1))
    let after = found.indices.dropFirst(row).first { !found[$0].isHeading }
    let before = found.indices.prefix(row + 1).last { !found[$0].isHeading }
    selection = (forward ? after ?? before : before ?? after) ?? 0
  }

  private mutating func type(_ text: String) {
    isTyping = true
    line.insert(text)
    find()
  }

  /// Finds the choices that answer to the line; without one all are there.
  private mutating func find() {
    let typed = Choice.words(line.text)
    guard !typed.isEmpty else {
      found = choices
      return select(choices.firstIndex(where: \.isCurrent) ?? 0)
    }
    let ranked = choices.compactMap { choice in
      choice.rank(for: typed).map { (choice: choice, rank: $0) }
    }
    found = (0...3).flatMap { rank in ranked.filter { $0.rank == rank }.map(\.choice) }
    select(0)
  }
}
