/// Keys as sentences of the painter name them.
extension CommandTable {
  /// The first key of a command; one without a key is named instead.
  package func key(_ command: Command) -> String {
    let part = entries.lazy
      .filter { $0.bindings.values.contains(command) }
      .flatMap(\.parts).first { $0.command == command }
    return part?.label.split(separator: " ").first.map(String.init)
      ?? "'\(Command.names.first { $0.command == command }?.name ?? "")'"
  }

  /// The keys that move, in a word where they are the usual ones.
  var moveKeys: String {
    let keys = [Command.Direction.left, .down, .up, .right].map { key(.move($0)) }
    return keys == ["←", "↓", "↑", "→"] ? "arrows" : keys.joined(separator: " ")
  }
}
