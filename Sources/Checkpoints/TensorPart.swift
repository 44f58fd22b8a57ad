import Files

/// A part of a checkpoint that may be a network's state dict: a dictionary of tensors, or those of
/// its tensors whose names begin alike.
package struct TensorPart: Sendable {
  /// The keys that lead to it; none for tensors that lie bare in the file.
  package let path: [String]
  /// In the order in which the file has them.
  package let entries: [TensorEntry]
  /// Tensors that cannot be read, with the errors that asking for them gives.
  package let unreadable: [String: CheckpointError]
  /// What the file's writer noted beside the tensors, such as `format` or `epoch`.
  package let metadata: [String: String]
  /// Whether this is the rest of a part, without those within it whose names begin alike: its own
  /// tensors, or those of no module.
  package let isRest: Bool
  /// What the keys that lead to the part say of it.
  package let role: Role

  /// Takes what the file has, and names it as a network does.
  ///
  /// This removes what PyTorch's wrappers of modules put before every name, such as `module.`,
  /// leaves out the counter of AveragedModel, and puts weights together that are kept in parts.
  init(
    path: [String], entries: [TensorEntry], unreadable: [String: CheckpointError],
    metadata: [String: String], isRest: Bool = false
  ) {
    var (entries, unreadable) = (entries, unreadable)
    for _ in 0..<Self.deepestWrapper {
      let counted = entries.filter { $0.name != "n_averaged" }
      guard let prefix = Self.wrapper(of: counted.map(\.name) + unreadable.keys) else { break }
      func bare(_ name: String) -> String { String(name.dropFirst(prefix.count)) }
      entries = counted.map { $0.renamed(bare($0.name)) }
      unreadable = Dictionary(unreadable.map { (bare($0), $1) }) { first, _ in first }
    }
    self.path = path
    self.entries = Self.folded(entries)
    self.unreadable = unreadable
    role = Role(path)
    self.isRest = isRest
    self.metadata = metadata
  }

  /// What PyTorch's wrappers of modules put before every name.
  private static let wrappers = [
    "module.", "_orig_mod.", "_fsdp_wrapped_module.", "_checkpoint_wrapped_module.",
  ]

  /// How many wrappers may be nested.
  private static let deepestWrapper = 4

  /// The wrapper that all names begin with.
  private static func wrapper(of names: [String]) -> String? {
    wrappers.first { wrapper in
      !names.isEmpty
        && names.allSatisfy { $0.hasPrefix(wrapper) && $0.utf8.count > wrapper.utf8.count }
    }
  }

  /// The names of all tensors; those that cannot be read come last.
  package var names: [String] { entries.map(\.name) + unreadable.keys.sorted() }

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
