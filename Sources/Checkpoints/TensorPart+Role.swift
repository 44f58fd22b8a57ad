extension TensorPart {
  /// What training programs mean by the key of a part, the most wanted first.
  package enum Role: Int, Sendable {
    /// A moving average of a generator's weights, or of whatever is trained.
    case average
    case generator
    /// What says nothing: `state_dict`, `model`, or no key at all.
    case plain
    case other
    case discriminator
    case optimizer

    /// Reads the words of the keys that lead to a part.
    init(_ path: [String]) {
      let words = path.flatMap(TensorPart.words)
      func has(_ names: Set<String>) -> Bool { words.contains(where: names.contains) }
      if has(TensorPart.optimizerWords) {
        self = .optimizer
      } else if has(TensorPart.discriminatorWords) {
        self = .discriminator
      } else if has(TensorPart.averageWords) {
        self = .average
      } else if has(TensorPart.generatorWords) {
        self = .generator
      } else {
        self = words.allSatisfy(TensorPart.plainWords.contains) ? .plain : .other
      }
    }
  }

  /// The key as it is shown and as `--key` takes it.
  package var key: String { path.joined(separator: ".") }

  /// The parts of this one whose names begin with a word that stands for a part, as PyTorch Lightning
  /// writes them (`generator.main.0.weight`), and what is left without them.
  package var prefixedParts: [TensorPart] {
    // Names of nothing but such words would be taken apart again and again.
    guard path.count < Self.deepest, !isRest else { return [] }
    var groups: [String: (entries: [TensorEntry], unreadable: [String: CheckpointError])] = [:]
    var words: [String] = []
    var rest: [TensorEntry] = []
    var unreadableRest: [String: CheckpointError] = [:]
    var hasLooseTensors = false
    for entry in entries {
      guard let (word, name) = Self.parted(entry.name) else {
        // A tensor of no module, such as noise to draw samples with, is none of the network's.
        if entry.name.contains(".") { rest.append(entry) } else { hasLooseTensors = true }
        continue
      }
      if groups[word] == nil { words.append(word) }
      groups[word, default: ([], [:])].entries.append(entry.renamed(name))
    }
    for (name, error) in unreadable {
      guard let (word, inner) = Self.parted(name) else {
        unreadableRest[name] = error
        continue
      }
      if groups[word] == nil { words.append(word) }
      groups[word, default: ([], [:])].unreadable[inner] = error
    }
    guard !words.isEmpty || hasLooseTensors else { return [] }
    var parts = words.map { word in
      let group = groups[word] ?? ([], [:])
      return TensorPart(
        path: path + [word], entries: group.entries, unreadable: group.unreadable,
        metadata: metadata)
    }
    if !rest.isEmpty {
      parts.append(
        TensorPart(
          path: path, entries: rest, unreadable: unreadableRest, metadata: metadata, isRest: true))
    }
    return parts
  }

  private static let deepest = 10
  /// Longer names and words are none that programs write.
  private static let nameLimit = 512
  private static let wordLimit = 32

  /// A name in two, if it begins with a word that stands for a part.
  private static func parted(_ name: String) -> (word: String, name: String)? {
    guard name.utf8.count <= nameLimit, let dot = name.firstIndex(of: ".") else { return nil }
    let word = String(name[..<dot])
    guard word.utf8.count <= wordLimit else { return nil }
    let words = words(word)
    guard !words.isEmpty, words.allSatisfy(allWords.contains) else { return nil }
    return (word, String(name[name.index(after: dot)...]))
  }

  /// The words of a key, in lower case: `G_ema` has two, and so has `netG`.
  private static func words(_ key: String) -> [String] {
    var words: [String] = []
    var wasLower = false
    for character in key.prefix(4 * wordLimit) {
      guard character.isLetter || character.isNumber else {
        words.append("")
        wasLower = false
        continue
      }
      if words.isEmpty || wasLower && character.isUppercase { words.append("") }
      words[words.count - 1] += character.lowercased()
      wasLower = character.isLowercase
    }
    return words.filter { !$0.isEmpty }
  }

  private static let averageWords: Set = [
    "ema", "gema", "averaged", "average", "avg", "smooth", "running", "swa", "shadow", "polyak",
    "gs", "ge",
  ]
  private static let generatorWords: Set = ["g", "gen", "generator"]
  private static let discriminatorWords: Set = [
    "d", "dis", "disc", "discriminator", "critic",
  ]
  private static let optimizerWords: Set = [
    "optim", "optims", "optimizer", "optimizers", "optimiser", "optimisers",
  ]
  private static let plainWords: Set = [
    "state", "dict", "model", "models", "module", "net", "network", "networks", "params", "weights",
  ]
  private static let allWords =
    averageWords.union(generatorWords).union(discriminatorWords).union(plainWords)
}
