package import Cells

extension CommandTable {
  /// Other keys for a command, in the place of those that it has.
  package struct Rebinding: Equatable, Sendable {
    package let command: Command
    package let keys: [Key]

    package init(_ command: Command, to keys: [Key]) {
      self.command = command
      self.keys = keys
    }
  }

  /// Why a key cannot be given to another command; nil where it can.
  package static func obstacle(to key: Key) -> String? {
    switch key {
    case .escape, .control("c"): "is always the key that closes or quits"
    case .character(let character) where conceptKeys.contains(character): "chooses a concept"
    default: nil
    }
  }

  /// The table with other keys; a key that another command has is taken from it.
  ///
  /// - Precondition: No key is given twice, and none has an obstacle.
  package func rebound(_ rebindings: [Rebinding]) -> CommandTable {
    guard !rebindings.isEmpty else { return self }
    let taken = Set(rebindings.flatMap(\.keys))
    let changed = Dictionary(uniqueKeysWithValues: rebindings.map { ($0.command, $0.keys) })
    return CommandTable(
      entries: entries.map { entry in
        // Whatever else quits, the key that every program ends with does.
        let kept = entry.bindings.filter { key, command in
          !taken.contains(key) && (changed[command] == nil || key == .control("c"))
        }
        let commands = entry.parts.map(\.command)
        let added = commands.flatMap { command in (changed[command] ?? []).map { ($0, command) } }
        let bindings = kept.merging(added) { _, new in new }
        guard bindings != entry.bindings else { return entry }
        return entry.with(bindings) { command in
          let keys = changed[command] ?? []
          let others = bindings.filter { $0.value == command && !keys.contains($0.key) }
          let words = keys.compactMap(\.word) + others.keys.compactMap(\.word).sorted()
          return words.isEmpty ? "–" : words.joined(separator: " ")
        }
      })
  }
}
