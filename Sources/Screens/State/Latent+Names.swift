import Units

extension [Latent] {
  /// So many are named.
  private static let mostNamed = 4

  /// Pictures by their ids: `id 7`, `ids 7, 12 and 104`, `ids 7, 12, 104, 489 and 3 more`.
  package var names: String {
    var words = prefix(Self.mostNamed).map {
      $0.seed == 1 ? "\($0.id)" : "\($0.id) of seed \($0.seed)"
    }
    if count > Self.mostNamed { words.append("\(count - Self.mostNamed) more") }
    let last = words.popLast() ?? "none"
    return (count == 1 ? "id " : "ids ")
      + (words.isEmpty ? last : "\(words.joined(separator: ", ")) and \(last)")
  }
}
