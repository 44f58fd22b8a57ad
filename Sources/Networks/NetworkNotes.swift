import Checkpoints

/// What a checkpoint's notes say of the network in it: what its outputs are called, and how large the
/// pictures were on which it was trained.
///
/// Only files count whose note `ganbrush` names the kind of network: others mean other things by such
/// words.
struct NetworkNotes {
  /// The longest side that a note may ask for.
  static let sideLimit = 1024
  private static let nameLimit = 60
  private let notes: [String: String]

  /// Takes the notes of a file that holds a network of this kind.
  init(_ checkpoint: Checkpoint, of kind: Architecture.Kind) {
    let notes = checkpoint.metadata
    self.notes = notes["ganbrush"] == kind.rawValue ? notes : [:]
  }

  /// The names in a note, which spaces part; nil where there is no such note.
  ///
  /// - Throws: `NetworkError.unexpectedNote`, if there are not `count` different ones that a terminal
  ///   can show.
  func names(_ note: String, count: Int) throws(NetworkError) -> [String]? {
    guard let text = notes[note] else { return nil }
    let names = text.split(separator: " ").map(String.init)
    guard names.count == count else {
      throw .unexpectedNote(note, found: "\(names.count) names", expected: "\(count)")
    }
    if let name = names.first(where: { !Self.isPrintable($0) }) {
      throw .unexpectedNote(
        note, found: Self.quoted(name),
        expected: "names of at most \(Self.nameLimit) visible characters")
    }
    guard Set(names).count == count else {
      throw .unexpectedNote(note, found: "a name twice", expected: "\(count) different names")
    }
    return names
  }

  /// The side of the pictures in the note `size`; nil where there is no such note.
  ///
  /// - Throws: `NetworkError.unexpectedNote`, if it is no such number.
  func pictureSide(multipleOf unit: Int = 1) throws(NetworkError) -> Int? {
    guard let text = notes["size"] else { return nil }
    guard let side = Int(text), unit...Self.sideLimit ~= side, side.isMultiple(of: unit) else {
      let kind = unit > 1 ? "a multiple of \(unit)" : "a whole number"
      throw .unexpectedNote(
        "size", found: Self.quoted(text), expected: "\(kind) from \(unit) to \(Self.sideLimit)")
    }
    return side
  }

  /// Whether a terminal shows the name as it is and does nothing else.
  private static func isPrintable(_ name: String) -> Bool {
    name.count <= nameLimit
      && name.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
          .paragraphSeparator:
          false
        default: true
        }
      }
  }

  /// The beginning of a text, with escapes for what a terminal would obey.
  private static func quoted(_ text: String) -> String {
    "\"\(text.prefix(20).unicodeScalars.map { $0.escaped(asASCII: true) }.joined())\""
  }
}
