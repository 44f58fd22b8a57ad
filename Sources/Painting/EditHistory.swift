/// Undo and redo over whole values.
package struct EditHistory<State: Equatable & Sendable>: Sendable {
  package private(set) var current: State
  private var past: [State] = []
  private var future: [State] = []

  package init(_ initial: State) { current = initial }

  package var canUndo: Bool { !past.isEmpty }
  package var canRedo: Bool { !future.isEmpty }

  /// Makes `state` the current one and forgets what was undone; a state equal to it changes nothing.
  package mutating func commit(_ state: State) {
    guard state != current else { return }
    past.append(current)
    current = state
    future.removeAll()
  }

  /// Replaces the current state without a step of its own, while a drag is still under way.
  package mutating func amend(_ state: State) { current = state }

  /// Steps back once; returns `false` at the beginning.
  @discardableResult
  package mutating func undo() -> Bool {
    guard let previous = past.popLast() else { return false }
    future.append(current)
    current = previous
    return true
  }

  /// Steps forward once; returns `false` when nothing was undone.
  @discardableResult
  package mutating func redo() -> Bool {
    guard let next = future.popLast() else { return false }
    past.append(current)
    current = next
    return true
  }
}
