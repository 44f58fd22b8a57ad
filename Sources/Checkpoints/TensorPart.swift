import Files

/// A part of a checkpoint that may be a network's state dict: a dictionary of tensors, or those of one
/// whose names begin alike.
package struct TensorPart: Sendable {
  /// The keys that lead to it; none for what lies bare in the file.
  package let path: [String]
  /// In the order in which the file has them.
  package let entries: [TensorEntry]
  /// Tensors that cannot be read, with the reasons.
  package let unreadable: [String: String]
  /// What the file's writer noted beside the tensors, such as `format` or `epoch`.
  package let metadata: [String: String]
  /// Whether this is what is left of a part without those within it whose names begin alike.
  package private(set) var isRest = false

  /// Takes what the file has, and names it as a network does.
  ///
  /// `module.`, which PyTorch's DataParallel and AveragedModel put before every name, is taken off,
  /// and the latter's counter left out. Weights that are kept in parts are put together.
  init(
    path: [String], entries: [TensorEntry], unreadable: [String: String],
    metadata: [String: String]
  ) {
    let named = entries.filter { $0.name != "n_averaged" }
    let prefix = "module."
    let names = named.map(\.name) + unreadable.keys
    let isWrapped = !names.isEmpty && names.allSatisfy { $0.hasPrefix(prefix) }
    func bare(_ name: String) -> String { String(name.dropFirst(prefix.count)) }
    self.path = path
    self.entries = Self.folded(
      isWrapped ? named.map { $0.renamed(bare($0.name)) } : entries)
    self.unreadable =
      isWrapped
      ? Dictionary(unreadable.map { (bare($0), $1) }) { first, _ in first } : unreadable
    self.metadata = metadata
  }

  /// Puts weights together that the file keeps in parts.
  private static func folded(_ entries: [TensorEntry]) -> [TensorEntry] {
    let byName = Dictionary(entries.map { ($0.name, $0) }) { first, _ in first }
    var parts: [String: TensorEntry?] = [:]
    for entry in entries {
      guard let weight = Reparametrization(of: entry, among: { byName[$0] }),
        byName[weight.name] == nil
      else { continue }
      for part in weight.parts.dropFirst() { parts[part.name] = .some(nil) }
      parts[entry.name] = weight.entry
    }
    return parts.isEmpty
      ? entries : entries.compactMap { entry in parts[entry.name] ?? entry }
  }
}

extension TensorPart {
  /// What training programs mean by the key of a part, the most wanted first.
  package enum Role: Int, Comparable, Sendable {
    /// A moving average of a generator's weights, or of whatever is trained.
    case average
    case generator
    /// What says nothing: `state_dict`, `model`, or no key at all.
    case plain
    case other
    case discriminator
    case optimizer

    package static func < (first: Role, second: Role) -> Bool {
      first.rawValue < second.rawValue
    }
  }

  /// What the keys that lead to the part say of it.
  package var role: Role {
    let words = path.flatMap(Self.words)
    func has(_ names: Set<String>) -> Bool { words.contains(where: names.contains) }
    if words.contains(where: { $0.hasPrefix("optim") }) { return .optimizer }
    if has(Self.discriminatorWords) { return .discriminator }
    if has(Self.averageWords) { return .average }
    if has(Self.generatorWords) { return .generator }
    return words.allSatisfy(Self.plainWords.contains) ? .plain : .other
  }

  /// The key as it is shown and as `--key` takes it.
  package var key: String { path.joined(separator: ".") }

  /// The parts of this one whose names begin with a word that stands for a part, as PyTorch Lightning
  /// writes them (`generator.main.0.weight`), and what is left without them.
  package var prefixedParts: [TensorPart] {
    // A name of nothing but such words would be taken apart for ever.
    guard path.count < 12 else { return [] }
    var groups: [String: [TensorEntry]] = [:]
    var words: [String] = []
    var rest: [TensorEntry] = []
    for entry in entries {
      let name = entry.name
      guard let dot = name.firstIndex(of: "."), Self.isPart(name[..<dot]) else {
        rest.append(entry)
        continue
      }
      let word = String(name[..<dot])
      if groups[word] == nil { words.append(word) }
      groups[word, default: []].append(entry.renamed(String(name[name.index(after: dot)...])))
    }
    guard !words.isEmpty else { return [] }
    func unreadable(_ isIncluded: (Substring) -> Bool) -> [(name: String, reason: String)] {
      self.unreadable.filter { isIncluded($0.key.prefix { $0 != "." }) }
        .map { (name: $0.key, reason: $0.value) }
    }
    func part(_ path: [String], _ entries: [TensorEntry], _ others: [(String, String)])
      -> TensorPart
    {
      TensorPart(
        path: path, entries: entries, unreadable: Dictionary(others) { first, _ in first },
        metadata: metadata)
    }
    let named = words.flatMap { word in
      let others = unreadable { $0 == word }.map {
        (String($0.name.dropFirst(word.count + 1)), $0.reason)
      }
      let inner = part(path + [word], groups[word] ?? [], others)
      return [inner] + inner.prefixedParts
    }
    guard !rest.isEmpty else { return named }
    let others = unreadable { !Self.isPart($0) }.map { ($0.name, $0.reason) }
    var remainder = part(path, rest, others)
    remainder.isRest = true
    return named + [remainder]
  }

  private static func isPart(_ word: Substring) -> Bool {
    let words = words(String(word))
    return !words.isEmpty && words.allSatisfy(allWords.contains)
  }

  /// The words of a key, in lower case: `G_ema` has two, `netG` is one.
  private static func words(_ key: String) -> [String] {
    key.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  private static let averageWords: Set = [
    "ema", "gema", "averaged", "average", "avg", "smooth", "running", "swa", "shadow",
  ]
  private static let generatorWords: Set = ["g", "gen", "generator", "netg", "gnet", "modelg"]
  private static let discriminatorWords: Set = [
    "d", "dis", "disc", "discriminator", "netd", "dnet", "modeld", "critic",
  ]
  private static let plainWords: Set = [
    "state", "dict", "model", "models", "module", "net", "network", "networks", "params", "weights",
  ]
  private static let allWords =
    averageWords.union(generatorWords).union(discriminatorWords).union(plainWords)
}
