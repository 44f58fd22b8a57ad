import Units

extension Latent {
  /// Its id, and its seed where that is not the usual one.
  var name: String { seed == 1 ? "\(id)" : "\(id) of seed \(seed)" }
}

extension [Latent] {
  /// So many are named.
  private static let mostNamed = 4

  /// Pictures by their ids: `id 7`, `ids 7, 12 and 104`, `ids 7, 12, 104, 489 and 3 more`.
  package var names: String {
    var words = prefix(Self.mostNamed).map(\.name)
    if count > Self.mostNamed { words.append("\(count - Self.mostNamed) more") }
    let last = words.popLast() ?? "none"
    return (count == 1 ? "id " : "ids ")
      + (words.isEmpty ? last : "\(words.joined(separator: ", ")) and \(last)")
  }
}
