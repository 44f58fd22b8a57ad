/// Which of the pictures with and without the edits are in sight.
package enum Comparison: Equatable, Sendable {
  case after, before, sideBySide
  /// Before to the left of an edge, after to its right; counted in `wipeSteps` from the left.
  case wipe(edge: Int)

  /// Into how many steps a wipe divides the picture.
  package static let wipeSteps = 64
  /// How far a key moves the edge.
  private static let keyStep = 2

  /// What comes after this.
  var next: Comparison {
    switch self {
    case .after: .before
    case .before: .sideBySide
    case .sideBySide: .wipe(edge: Self.wipeSteps / 2)
    case .wipe: .after
    }
  }

  /// The wipe with its edge moved to a step, or the nearest that there is.
  static func wipe(nearest edge: Int) -> Comparison {
    .wipe(edge: min(max(edge, 0), wipeSteps))
  }

  /// The same with the edge moved by a key; nil where there is no edge.
  func moved(_ direction: Command.Direction) -> Comparison? {
    guard case .wipe(let edge) = self else { return nil }
    switch direction {
    case .left: return .wipe(nearest: edge - Self.keyStep)
    case .right: return .wipe(nearest: edge + Self.keyStep)
    case .up, .down: return self
    }
  }

  /// What the line below the panes says of it, with the keys that go on and move the edge.
  func notice(_ commands: CommandTable) -> String {
    switch self {
    case .after: "with your strokes"
    case .before: "before your strokes; \(commands.key(.compare)) goes on, esc ends it"
    case .sideBySide:
      "before and after, side by side; \(commands.key(.compare)) goes on, esc ends it"
    case .wipe:
      "before | after: \(commands.key(.move(.left))) \(commands.key(.move(.right))) "
        + "or the mouse move the edge; esc ends it"
    }
  }

  /// What stands before whatever else that line says.
  var prefix: String {
    switch self {
    case .after: ""
    case .before: "BEFORE · "
    case .sideBySide: "BEFORE and AFTER · "
    case .wipe: "BEFORE | AFTER · "
    }
  }
}
