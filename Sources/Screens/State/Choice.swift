package import Units

/// One row of a list of choices, and what choosing it does.
package struct Choice: Equatable, Sendable {
  /// What becomes of the choice.
  package enum Action: Equatable, Sendable {
    case perform(Command)
    /// Lists the commands of a line of the help that has several.
    case listParts(entry: Int)
    case layer(LayerName)
    /// A ranking by its name; nil orders single units by their number.
    case ranking(String?)
    case draw(String)
    case model(path: String)
    /// The concept or single unit with an index in the list of concepts.
    case concept(Int)
    /// A unit of the layer, in the list of a concept that has it.
    case unit(Int)
    /// Only tells something.
    case none
  }

  /// A key or a name, in a column of its own.
  package let label: String
  /// What it is, in pieces: those that do not fit are left out, the last ones first.
  package let text: [String]
  /// The words of the line of hints for it, where it has some.
  package let hint: String?
  /// What more there is to say while it is selected.
  package let remark: String?
  package let action: Action
  /// Whether it is the one that holds now.
  package let isCurrent: Bool
  /// Whether it stands above others and cannot be chosen.
  package let isHeading: Bool

  package init(
    _ label: String, _ text: [String], hint: String? = nil, remark: String? = nil,
    _ action: Action, isCurrent: Bool = false
  ) {
    self.label = label
    self.text = text
    self.hint = hint
    self.remark = remark
    self.action = action
    self.isCurrent = isCurrent
    isHeading = false
  }

  /// Makes the title of the rows that follow.
  package init(heading: String) {
    label = heading
    text = []
    hint = nil
    remark = nil
    action = .none
    isCurrent = false
    isHeading = true
  }

  // MARK: Finding

  /// How well the choice answers to what is typed; the least number is best, nil is not at all.
  ///
  /// Each typed word must begin a word of the choice, in whatever order they stand.
  func rank(for typed: [String]) -> Int? {
    guard !isHeading else { return nil }
    if typed == hint.map(Self.words) { return 0 }
    let whole = Self.words(label) + text.flatMap(Self.words)
    // "plain" finds "church-plain".
    let words = whole + whole.flatMap { $0.split(separator: "-").map(String.init) }
    guard typed.allSatisfy({ part in words.contains { $0.hasPrefix(part) } }) else { return nil }
    if typed.allSatisfy(words.contains) { return 1 }
    let own = text.first.map(Self.words) ?? []
    return zip(typed, own).allSatisfy { $1.hasPrefix($0) } ? 2 : 3
  }

  /// The words of a text in small letters, as they are compared.
  static func words(_ text: String) -> [String] {
    text.lowercased().split { $0 == " " || $0 == "," || $0 == "'" }.map(String.init)
  }
}
