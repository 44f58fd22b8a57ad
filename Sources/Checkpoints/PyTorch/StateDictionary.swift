import Files

/// A dictionary of tensors somewhere in what a pickle describes.
struct StateDictionary {
  /// The keys that lead to it; none for the file's own.
  let path: [String]
  var tensors: [(name: String, tensor: PickledTensor)] = []
  /// Tensors that cannot be read, and why.
  var unreadable: [(name: String, reason: String)] = []
  /// Numbers and texts in it and in what it lies in, such as `epoch`.
  var metadata: [String: String] = [:]
}

/// Looks for dictionaries of tensors in what a pickle describes.
///
/// A value may be reached in many ways. So each time, everything that is kept or only visited is
/// taken from a budget.
struct StateDictionarySearch {
  /// In the order in which the pickle has them, the outer ones first.
  private(set) var found: [StateDictionary] = []
  /// The first keys of the outermost dictionary, for an error.
  private(set) var keys: [String] = []
  private let heap: PickleHeap
  private var budget: MemoryBudget
  /// How many values may still be visited.
  private var stepsLeft = 1 << 22

  /// A dictionary that holds itself has no end; no program wraps one deeper.
  private static let deepest = 8
  private static let keyLimit = 256
  /// What a tensor is called that was saved without a dictionary around it.
  private static let nameOfOne = "tensor"
  /// How deep modules may lie in each other.
  private static let deepestModule = 64
  /// Bytes that a tensor takes until it is an entry of a part.
  private static let tensorSize = 512
  private static let partSize = 256
  private static let noteSize = 128
  /// Notes are for a person to read.
  private static let noteLimit = 64

  /// Finds every dictionary of tensors, in as much memory as the budget allows.
  init(
    _ root: PickleValue, in heap: PickleHeap, _ budget: MemoryBudget
  ) throws(CheckpointError) {
    self.heap = heap
    self.budget = budget
    keys = (heap.dictionary(root) ?? []).prefix(20).map { $0.key.key ?? "…" }
    if case .tensor = heap.object(root) {
      var alone = StateDictionary(path: [], metadata: [:])
      try note(root, Self.nameOfOne, in: &alone)
      try keep(alone)
    } else {
      try search(root, path: [], notes: [:])
    }
  }

  private mutating func take(_ bytes: Int) throws(CheckpointError) {
    do { try budget.take(bytes) } catch { throw .tooMuchMemory("the pickle", error) }
  }

  private mutating func step(_ count: Int) throws(CheckpointError) {
    guard count <= stepsLeft else { throw .tooMuchMemory("the pickle", budget.exceeded) }
    stepsLeft -= count
  }

  private mutating func search(
    _ value: PickleValue, path: [String], notes: [String: String]
  ) throws(CheckpointError) {
    guard path.count <= Self.deepest, case .object = value else { return }
    var dictionary = StateDictionary(path: path, metadata: notes)
    if try collectModule(value, "", 0, &dictionary) { return try keep(dictionary) }
    let children = children(of: value)
    try step(children.count)
    let texts = Set(
      children.compactMap { child in if case .text(let text) = child.key { text } else { nil } })
    // 5 and "5" are two keys, but one name.
    func isTaken(_ key: PickleValue) -> Bool {
      if case .text = key { false } else { key.key.map(texts.contains) ?? false }
    }
    for child in children {
      guard let key = child.key.key else { continue }
      if let note = child.value.note {
        if dictionary.metadata.count < Self.noteLimit { dictionary.metadata[key] = note }
      } else if !isTaken(child.key) {
        try note(child.value, key, in: &dictionary)
      }
    }
    try keep(dictionary)
    for (place, child) in children.enumerated() {
      guard case .object = child.value else { continue }
      let key = child.key.key ?? "#\(place)"
      // A key that no person types is cut: every part below repeats it.
      let cut = String(key.unicodeScalars.prefix(Self.keyLimit))
      try search(child.value, path: path + [cut], notes: dictionary.metadata)
    }
  }

  /// Keeps a dictionary that has tensors.
  private mutating func keep(_ dictionary: StateDictionary) throws(CheckpointError) {
    guard !dictionary.tensors.isEmpty || !dictionary.unreadable.isEmpty else { return }
    try take(Self.partSize + Self.noteSize * dictionary.metadata.count)
    found.append(dictionary)
  }

  /// The values in a dictionary, a list, a tuple, or an object's state, with their keys or places.
  private func children(of value: PickleValue) -> [(key: PickleValue, value: PickleValue)] {
    if let entries = heap.dictionary(value) { return entries }
    if let items = heap.items(value) {
      // Most lists are of numbers.
      return items.enumerated().compactMap { place, item in
        if case .object = item { (.integer(place), item) } else { nil }
      }
    }
    if case .opaque(let object)? = heap.object(value), let state = object.state {
      return heap.dictionary(state) ?? []
    }
    return []
  }

  /// Notes a value that is a tensor under its name.
  private mutating func note(
    _ value: PickleValue, _ name: String, in dictionary: inout StateDictionary
  ) throws(CheckpointError) {
    switch heap.object(value) {
    case .tensor(let tensor):
      try take(Self.tensorSize)
      dictionary.tensors.append((name, tensor))
    case .unreadableTensor(let reason):
      try take(Self.tensorSize)
      dictionary.unreadable.append((name, reason))
    default: break
    }
  }

  /// Collects the state dict of a module that was pickled whole: its parameters and buffers, except
  /// those that it does not save, and those of the modules in it.
  ///
  /// - Returns: Whether the value is a module.
  private mutating func collectModule(
    _ value: PickleValue, _ prefix: String, _ depth: Int, _ dictionary: inout StateDictionary
  ) throws(CheckpointError) -> Bool {
    guard let modules = heap.attribute("_modules", of: value),
      let parameters = heap.attribute("_parameters", of: value), depth < Self.deepestModule
    else { return false }
    let unsaved =
      heap.attribute("_non_persistent_buffers_set", of: value)
      .flatMap { heap.items($0) } ?? []
    try step(unsaved.count)
    let unsavedNames = Set(unsaved.compactMap(\.key))
    for group in [parameters, heap.attribute("_buffers", of: value)].compactMap({ $0 }) {
      let entries = heap.dictionary(group) ?? []
      try step(entries.count)
      for case (.text(let name), let value) in entries where !unsavedNames.contains(name) {
        try take(prefix.utf8.count + name.utf8.count)
        try note(value, prefix + name, in: &dictionary)
      }
    }
    let entries = heap.dictionary(modules) ?? []
    try step(entries.count)
    for case (.text(let name), let module) in entries {
      try take(prefix.utf8.count + name.utf8.count)
      _ = try collectModule(module, "\(prefix)\(name).", depth + 1, &dictionary)
    }
    return true
  }
}
