import Foundation

/// The modes of a screen after everything that a program has written to it.
struct ScreenModes: Equatable {
  /// The private modes that are on.
  private(set) var on: Set<Int> = []
  /// How many titles are kept on the terminal's stack.
  private(set) var keptTitles = 0
  /// Whether a picture or another string is unfinished.
  private(set) var isInString = false

  /// What a terminal starts with: the cursor, and pictures at the cursor.
  static let shell = ScreenModes()

  private init() {}

  init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    for change in text.matches(of: /\u{1B}\[\?([0-9;]+)([hl])/) {
      for number in change.1.split(separator: ";").compactMap({ Int($0) }) {
        // The cursor is on by default, and its blinking is a matter of taste.
        let isDefault = number == 25 ? change.2 == "h" : change.2 == "l" || number == 12
        if isDefault { on.remove(number) } else { on.insert(number) }
      }
    }
    for change in text.matches(of: /\u{1B}\[(22|23);0;0t/) {
      keptTitles += change.1 == "22" ? 1 : -1
    }
    let begun = text.ranges(of: "\u{1B}P").last, ended = text.ranges(of: "\u{1B}\\").last
    isInString =
      begun.map { begun in ended.map { $0.lowerBound < begun.lowerBound } ?? true } ?? false
  }
}
