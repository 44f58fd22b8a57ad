extension TensorPart {
  /// The parts within this one: those whose names begin with a word that stands for a part, as
  /// PyTorch Lightning writes them (`generator.main.0.weight`), then what is left, and last the
  /// tensors of no module.
  ///
  /// Together they have every tensor once. A part that cannot be divided has none.
  package var prefixedParts: [TensorPart] {
    // Names made of such words only would be taken apart again and again.
    guard path.count < Self.deepest, !isRest else { return [] }
    typealias Found = (entries: [TensorEntry], unreadable: [String: CheckpointError])
    var groups: [Group: Found] = [:]
    var words: [String] = []
    func add(_ name: String, _ change: (inout Found, String) -> Void) {
      let (group, inner) = Group.parted(name)
      if case .word(let word) = group, groups[group] == nil { words.append(word) }
      change(&groups[group, default: ([], [:])], inner)
    }
    for entry in entries { add(entry.name) { $0.entries.append(entry.renamed($1)) } }
    for (name, error) in unreadable { add(name) { $0.unreadable[$1] = error } }
    guard groups.count > 1 || !words.isEmpty else { return [] }
    let order = words.map(Group.word) + [.rest, .loose]
    return order.compactMap { group in
      groups[group].map { tensors in
        TensorPart(
          path: path + (group.word.map { [$0] } ?? []), entries: tensors.entries,
          unreadable: tensors.unreadable, metadata: metadata, isRest: group.word == nil)
      }
    }
  }

  /// The part, and all those within it whose names begin alike.
  package var withPrefixedParts: [TensorPart] {
    [self] + prefixedParts.flatMap(\.withPrefixedParts)
  }

  /// The parts within this one that cannot be divided; only the part itself where it cannot.
  package var leaves: [TensorPart] {
    let parts = prefixedParts
    return parts.isEmpty ? [self] : parts.flatMap(\.leaves)
  }

  /// Whether a tensor of this name is of no module, such as noise to draw samples with.
  package static func isLoose(_ name: String) -> Bool { !name.contains(".") }

  private static let deepest = 10

  /// To which part a tensor belongs by its name.
  private enum Group: Hashable {
    case word(String)
    case rest
    case loose

    /// No program writes longer names and words.
    private static let nameLimit = 512
    private static let wordLimit = 32

    var word: String? { if case .word(let word) = self { word } else { nil } }

    /// The group of a name, and the name within it.
    static func parted(_ name: String) -> (group: Group, name: String) {
      guard let dot = name.firstIndex(of: ".") else { return (.loose, name) }
      let word = String(name[..<dot])
      guard name.utf8.count <= nameLimit, word.utf8.count <= wordLimit else { return (.rest, name) }
      let words = TensorPart.words(word)
      guard !words.isEmpty, words.allSatisfy(TensorPart.allWords.contains) else {
        return (.rest, name)
      }
      return (.word(word), String(name[name.index(after: dot)...]))
    }
  }
}
