/// The tensors of a pickled checkpoint by name: its state dict, wherever that lies.
struct StateDictionary {
  let tensors: [(name: String, tensor: PickledTensor)]
  /// Numbers and texts beside the tensors and around them, such as `epoch`.
  let metadata: [String: String]
  /// The key under which the state dict was found; nil where the file is nothing else.
  let wrapper: String?

  /// The keys that training programs put a state dict under; where there are several, the first
  /// here counts: averaged weights before those of the last step.
  static let wrappers = ["g_ema", "netG", "state_dict", "model"]

  /// Looks for the state dict in what a pickle describes.
  init(_ root: PickleValue, in heap: PickleHeap) throws(CheckpointError) {
    guard var entries = heap.dictionary(root) else { throw .noStateDictionary(keys: []) }
    var metadata: [String: String] = [:]
    var path: [String] = []
    // A dictionary that holds itself has no end; no program wraps one more than a few times.
    for _ in 0..<4 {
      for case (.text(let key), let value) in entries {
        if let note = value.note { metadata[key] = note }
      }
      let tensors = try Self.tensors(entries, heap)
      if !tensors.isEmpty {
        self.tensors = tensors
        self.metadata = metadata
        wrapper = path.isEmpty ? nil : path.joined(separator: ".")
        return
      }
      guard let (key, value) = Self.wrapped(entries, heap),
        let inner = heap.dictionary(value)
      else { break }
      path.append(key)
      entries = inner
    }
    throw .noStateDictionary(
      keys: entries.prefix(20).map { entry in
        if case .text(let key) = entry.key { key } else { "…" }
      })
  }

  private static func tensors(
    _ entries: [(key: PickleValue, value: PickleValue)], _ heap: PickleHeap
  ) throws(CheckpointError) -> [(name: String, tensor: PickledTensor)] {
    var tensors: [(name: String, tensor: PickledTensor)] = []
    var names: Set<String> = []
    for case (.text(let name), let value) in entries {
      guard case .tensor(let tensor)? = heap.object(value) else { continue }
      guard names.insert(name).inserted else { throw .duplicateName(name) }
      tensors.append((name, tensor))
    }
    return tensors
  }

  /// The known wrapper, or else the only dictionary with tensors in it.
  private static func wrapped(
    _ entries: [(key: PickleValue, value: PickleValue)], _ heap: PickleHeap
  ) -> (key: String, value: PickleValue)? {
    var dictionaries: [(key: String, value: PickleValue)] = []
    for case (.text(let key), let value) in entries where heap.dictionary(value) != nil {
      dictionaries.append((key, value))
    }
    for wrapper in wrappers {
      if let found = dictionaries.first(where: { $0.key == wrapper }) { return found }
    }
    let full = dictionaries.filter { entry in
      heap.dictionary(entry.value)?.contains { item in
        if case .tensor? = heap.object(item.value) { true } else { false }
      } ?? false
    }
    return full.count == 1 ? full[0] : nil
  }
}
