import Foundation

/// The modes of a screen after everything that a program has written to it.
struct ScreenModes: Equatable {
  /// The private modes that are not as a terminal starts with them.
  private(set) var changed: Set<Int> = []
  /// How many titles are kept on the terminal's stack.
  private(set) var keptTitles = 0
  /// Whether a picture or another string is unfinished.
  private(set) var isInString = false

  /// What a terminal starts with.
  static let shell = ScreenModes()

  private init() {}

  init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    for change in text.matches(of: /\u{1B}\[\?([0-9;]+)([hl])/) {
      for number in change.1.split(separator: ";").compactMap({ Int($0) }) {
        // On by default are the cursor and the wrapping of lines; blinking is a matter of taste.
        let isDefault = change.2 == ([7, 25].contains(number) ? "h" : "l") || number == 12
        if isDefault { changed.remove(number) } else { changed.insert(number) }
      }
    }
    for change in text.matches(of: /\u{1B}\[(22|23);0;0t/) {
      keptTitles += change.1 == "22" ? 1 : -1
    }
    // Of a device, an application, the system or none: what they begin ends with ST, or with a bell.
    let begun = text.ranges(of: /\u{1B}[PX_\]^]/).last
    let ended = text.ranges(of: /\u{1B}\\|\u{7}/).last
    isInString =
      begun.map { begun in ended.map { $0.lowerBound < begun.lowerBound } ?? true } ?? false
  }
}
