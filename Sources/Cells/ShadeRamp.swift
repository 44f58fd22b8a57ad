/// Characters that tell how bright a cell is where there are no colours.
///
/// Each has clearly more ink than the one before it; what lies between two of them is a pattern of
/// both.
package struct ShadeRamp: Hashable, Sendable {
  /// Blocks of growing density.
  package static let blocks = ShadeRamp(characters: Array(" ░▒▓█"))
  /// Letters for terminals that show no others.
  package static let ascii = ShadeRamp(characters: Array(" :+xX@"))

  private let characters: [Character]

  /// The same for a bright background, where ink is dark.
  package var inverted: ShadeRamp { ShadeRamp(characters: characters.reversed()) }

  /// Whether it needs no other letters.
  package var isASCII: Bool { characters.allSatisfy(\.isASCII) }

  /// The character of one position of an area; a brightness outside 0...1 counts as the nearer end.
  package func character(for brightness: Double, row: Int, column: Int) -> Character {
    let threshold =
      (Double(DitherMatrix.rank(row: row, column: column)) + 0.5)
      / Double(DitherMatrix.count)
    let position = min(1, max(0, brightness)) * Double(characters.count - 1)
    return characters[min(characters.count - 1, Int(position + 1 - threshold))]
  }
}
