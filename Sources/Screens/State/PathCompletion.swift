/// How a path that is being typed may go on.
package struct PathCompletion: Equatable, Sendable {
  /// The path with everything that all candidates have in common.
  package let text: String
  /// The names that fit, sorted, in their folder; folders end in a slash.
  package let candidates: [String]

  /// The folder of a path that is being typed, as it was typed, with its slash; empty for the working
  /// folder.
  package static func folder(of typed: String) -> String {
    typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
  }

  /// - Parameters:
  ///   - typed: The path up to the cursor.
  ///   - names: What is in its folder; folders end in a slash.
  package init(_ typed: String, names: [String]) {
    let folder = Self.folder(of: typed)
    let start = String(typed.dropFirst(folder.count))
    guard !folder.isEmpty || !["~", "$HOME"].contains(start) else {
      (text, candidates) = (typed + "/", [typed + "/"])
      return
    }
    candidates = names.filter { name in
      // A hidden file is one that must be asked for; a damaged name cannot be typed.
      name.hasPrefix(start) && (!start.isEmpty || !name.hasPrefix("."))
        && !name.contains("\u{FFFD}")
    }.sorted()
    text = candidates.isEmpty ? typed : folder + Self.commonBeginning(of: candidates)
  }

  private static func commonBeginning(of names: [String]) -> String {
    guard var common = names.first else { return "" }
    for name in names.dropFirst() { common = common.commonPrefix(with: name) }
    return common
  }
}

extension String {
  /// The characters that both begin with.
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map { $0.0 })
  }
}
