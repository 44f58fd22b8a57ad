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
struct StateDictionarySearch {
  /// In the order in which the pickle has them, the outer ones first.
  private(set) var found: [StateDictionary] = []
  /// The first keys of the outermost dictionary, for an error.
  private(set) var keys: [String] = []
  private let heap: PickleHeap
  private var budget: MemoryBudget

  /// A dictionary that holds itself has no end; no program wraps one deeper.
  private static let deepest = 6
  /// How deep modules may lie in each other.
  private static let deepestModule = 64
  /// Bytes that an entry takes while it is noted.
  private static let entrySize = 256

  /// Finds every dictionary of tensors, in as much memory as the budget allows.
  init(
    _ root: PickleValue, in heap: PickleHeap, _ budget: MemoryBudget
  ) throws(CheckpointError) {
    self.heap = heap
    self.budget = budget
    keys = (heap.dictionary(root) ?? []).prefix(20).map { $0.key.key ?? "…" }
    try search(root, path: [], notes: [:])
  }

  private mutating func take(_ count: Int) throws(CheckpointError) {
    do {
      try budget.take(count, of: Self.entrySize)
    } catch {
      throw .tooMuchMemory("the pickle", limit: error.limit, fileSize: error.fileSize)
    }
  }

  private mutating func search(
    _ value: PickleValue, path: [String], notes: [String: String]
  ) throws(CheckpointError) {
    guard path.count <= Self.deepest else { return }
    try take(1)
    var dictionary = StateDictionary(path: path, metadata: notes)
    if try collectModule(value, "", 0, &dictionary) {
      found.append(dictionary)
      return
    }
    guard let entries = children(of: value) else { return }
    try take(entries.count)
    for (key, value) in entries {
      if let note = value.note { dictionary.metadata[key] = note }
      note(value, key, in: &dictionary)
    }
    if !dictionary.tensors.isEmpty || !dictionary.unreadable.isEmpty { found.append(dictionary) }
    for (key, value) in entries {
      try search(value, path: path + [key], notes: dictionary.metadata)
    }
  }

  /// What a dictionary, a list, or an object's state holds, by name.
  private func children(of value: PickleValue) -> [(key: String, value: PickleValue)]? {
    if let entries = heap.dictionary(value) {
      return entries.compactMap { entry in entry.key.key.map { ($0, entry.value) } }
    }
    if case .list? = heap.object(value), let items = heap.items(value) {
      return items.enumerated().map { ("\($0.offset)", $0.element) }
    }
    if case .opaque(let object)? = heap.object(value), let state = object.state {
      return heap.dictionary(state).map { entries in
        entries.compactMap { entry in entry.key.key.map { ($0, entry.value) } }
      }
    }
    return nil
  }

  /// Notes a value that is a tensor under its name.
  private func note(_ value: PickleValue, _ name: String, in dictionary: inout StateDictionary) {
    switch heap.object(value) {
    case .tensor(let tensor):
      if tensor.type.storage == nil {
        dictionary.unreadable.append((name, "stored as \(tensor.type.rawValue)"))
      } else {
        dictionary.tensors.append((name, tensor))
      }
    case .unreadableTensor(let reason): dictionary.unreadable.append((name, reason))
    default: break
    }
  }

  /// Collects the state dict of a module that was pickled whole: its parameters and buffers, and
  /// those of the modules in it.
  ///
  /// - Returns: Whether the value is a module.
  private mutating func collectModule(
    _ value: PickleValue, _ prefix: String, _ depth: Int, _ dictionary: inout StateDictionary
  ) throws(CheckpointError) -> Bool {
    guard let modules = heap.attribute("_modules", of: value),
      let parameters = heap.attribute("_parameters", of: value), depth < Self.deepestModule
    else { return false }
    for group in [parameters, heap.attribute("_buffers", of: value)].compactMap({ $0 }) {
      let entries = heap.dictionary(group) ?? []
      try take(entries.count)
      for entry in entries {
        if case .text(let name) = entry.key { note(entry.value, prefix + name, in: &dictionary) }
      }
    }
    let entries = heap.dictionary(modules) ?? []
    try take(entries.count)
    for case (.text(let name), let module) in entries {
      _ = try collectModule(module, "\(prefix)\(name).", depth + 1, &dictionary)
    }
    return true
  }
}
