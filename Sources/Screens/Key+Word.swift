package import Cells

extension Key {
  /// The words for keys that are no character, as the help has them.
  private static let words: [(word: String, key: Key)] = [
    ("space", .character(" ")), ("tab", .tab), ("S-tab", .backTab), ("enter", .enter),
    ("delete", .delete), ("insert", .insert), ("backspace", .backspace), ("esc", .escape),
    ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("home", .home),
    ("end", .end), ("pgup", .pageUp), ("pgdn", .pageDown), ("word-left", .wordLeft),
    ("word-right", .wordRight),
  ]

  /// What a person may write for a key.
  package static let expectation =
    "a character, ^X for control, F1 to F12, " + words.map(\.word).joined(separator: ", ")

  /// The key that a person writes as `u`, `^R`, `F5` or `pgdn`.
  package init?(word: String) {
    if let named = Self.words.first(where: { $0.word == word }) {
      self = named.key
    } else if word.count == 1, let character = word.first, !character.isWhitespace {
      self = .character(character)
    } else if word.count == 2, word.first == "^", let letter = word.last?.lowercased().first,
      letter.isASCII, letter.isLetter, !"hijm".contains(letter)
    {
      // The four letters are what terminals send for backspace, tab and enter.
      self = .control(letter)
    } else if word.first == "F", let number = Int(word.dropFirst()), 1...12 ~= number {
      self = .function(number)
    } else {
      return nil
    }
  }

  /// How a person writes the key; nil for what is no single key.
  package var word: String? {
    if let named = Self.words.first(where: { $0.key == self }) { return named.word }
    return switch self {
    case .character(let character): "\(character)"
    case .control(let letter): "^\(letter.uppercased())"
    case .function(let number): "F\(number)"
    default: nil
    }
  }
}
