package import Cells
import Files

/// A line of text with a cursor, and the keys that change it, as shells have them.
package struct LineEditor: Equatable, Sendable {
  /// The most scalars: one character may hold a million combining marks.
  package static let limit = 1024

  /// The text on both sides of the cursor.
  package private(set) var before: String
  package private(set) var after = ""

  package init(_ text: String = "") { before = Self.bounded(text) }

  package var text: String { before + after }

  private static func bounded(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
  }

  /// Puts text at the cursor, as far as there is room.
  package mutating func insert(_ text: String) {
    let room = Self.limit - before.unicodeScalars.count - after.unicodeScalars.count
    before.unicodeScalars.append(contentsOf: text.unicodeScalars.prefix(max(0, room)))
  }

  /// Puts other text in the place of that before the cursor.
  package mutating func replaceBefore(with text: String) {
    before = ""
    insert(text)
  }

  /// Takes a key that moves or deletes.
  ///
  /// - Returns: Whether it was one.
  package mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .left, .control("b"): moveLeft()
    case .right, .control("f"): moveRight()
    case .home, .control("a"): (before, after) = ("", text)
    case .end, .control("e"): (before, after) = (text, "")
    case .wordLeft, .alt("b"):
      let word = lastWord
      after = before.suffix(word) + after
      before.removeLast(word)
    case .wordRight, .alt("f"):
      let word = nextWord
      before += after.prefix(word)
      after.removeFirst(word)
    case .backspace: if !before.isEmpty { before.removeLast() }
    case .delete, .control("d"): if !after.isEmpty { after.removeFirst() }
    case .control("w"), .alt("\u{7F}"): before = String(before.dropLast(lastWord))
    case .alt("d"): after = String(after.dropFirst(nextWord))
    case .control("u"): before = ""
    case .control("k"): after = ""
    default: return false
    }
    return true
  }

  private mutating func moveLeft() {
    guard let character = before.popLast() else { return }
    after = String(character) + after
  }

  private mutating func moveRight() {
    guard !after.isEmpty else { return }
    before.append(after.removeFirst())
  }

  /// The lengths of the word that ends at the cursor and of the one that begins there, with what parts
  /// them from it: blanks and the slashes of a path.
  private var lastWord: Int {
    let gap = before.reversed().prefix(while: Self.separates).count
    return gap + before.reversed().dropFirst(gap).prefix { !Self.separates($0) }.count
  }

  private var nextWord: Int {
    let gap = after.prefix(while: Self.separates).count
    return gap + after.dropFirst(gap).prefix { !Self.separates($0) }.count
  }

  private static func separates(_ character: Character) -> Bool {
    character == "/" || character.isWhitespace
  }

  // MARK: Pasted text

  /// Pasted text as one line: line feeds and tabs become blanks, other control characters go.
  package static func line(ofPasted text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars.prefix(4 * limit) {
      switch scalar {
      case "\n", "\r", "\t", "\u{2028}", "\u{2029}":
        if !line.isEmpty, line.last != " " { line += " " }
      default:
        if scalar.properties.generalCategory != .control { line.unicodeScalars.append(scalar) }
      }
    }
    while line.last == " " { line.removeLast() }
    return bounded(line)
  }

  // MARK: What is shown

  /// The part of the line that is in sight.
  struct View: Equatable {
    var before: String
    /// The character under the cursor; a blank at the end.
    var cursor: String
    var after: String
  }

  /// The part around the cursor that `width` cells show; `…` stands for what is cut off.
  func view(width: Int) -> View {
    let left = Self.shown(before)
    var right = Self.shown(after)
    let cursor = right.isEmpty ? " " : right.removeFirst()
    let room = max(0, width - cursor.cellWidth)
    let rightWidth = right.reduce(0) { $0 + $1.cellWidth }
    let leftWidth = left.reduce(0) { $0 + $1.cellWidth }
    guard leftWidth + rightWidth > room else {
      return View(before: left.joined(), cursor: cursor, after: right.joined())
    }
    // What is typed next matters more than what comes after it.
    let kept = Self.fitting(right[...], min(rightWidth, max(room / 4, room - leftWidth)))
    let leading = Self.fitting(left.reversed()[...], room - kept.reduce(0) { $0 + $1.cellWidth })
    return View(before: leading.reversed().joined(), cursor: cursor, after: kept.joined())
  }

  /// The first pieces that fit into `width` cells, the last of them `…` if others follow.
  private static func fitting(_ pieces: ArraySlice<String>, _ width: Int) -> [String] {
    var (fitting, used): ([String], Int) = ([], 0)
    for (index, piece) in pieces.enumerated() {
      let reserve = index + 1 == pieces.count ? 0 : 1
      guard used + piece.cellWidth + reserve <= width else {
        return fitting + (width > used ? ["…"] : [])
      }
      fitting.append(piece)
      used += piece.cellWidth
    }
    return fitting
  }

  /// Each character as a terminal may show it.
  private static func shown(_ text: String) -> [String] { text.map { String($0).visible } }
}
