/// A session with the edits that led to it, and those that were taken back.
package struct EditHistory: Sendable {
  package private(set) var session: Session
  private var past: [Edit] = []
  private var future: [Edit] = []
  /// What has changed the session and was not yet taken, oldest first.
  private var news: [Edit] = []

  /// Begins with a session that nothing leads to.
  package init(_ session: Session) { self.session = session }

  /// How many edits led to the session.
  package var position: Int { past.count }
  package var canUndo: Bool { !past.isEmpty }
  package var canRedo: Bool { !future.isEmpty }

  /// Carries out an edit as one step, and forgets what was taken back.
  ///
  /// - Returns: Whether it is a step; an edit that changes nothing is none.
  @discardableResult
  package mutating func commit(_ edit: Edit) -> Bool {
    guard !edit.changesNothing else { return false }
    past.append(edit)
    future.removeAll()
    carryOut(edit)
    return true
  }

  /// Carries out an edit as a part of the last step, while a drag is still under way.
  package mutating func amend(_ edit: Edit) {
    guard let last = past.popLast() else { preconditionFailure("an edit is part of no step") }
    past.append(last.joined(with: edit))
    carryOut(edit)
  }

  /// Steps back once; returns `false` at the beginning.
  @discardableResult
  package mutating func undo() -> Bool {
    guard let edit = past.popLast() else { return false }
    future.append(edit)
    carryOut(edit.inverse)
    return true
  }

  /// Steps forward once; returns `false` when nothing was taken back.
  @discardableResult
  package mutating func redo() -> Bool {
    guard let edit = future.popLast() else { return false }
    past.append(edit)
    carryOut(edit)
    return true
  }

  /// Takes the changes of the session since the last call, in order, for the journal.
  package mutating func takeNews() -> [Edit] {
    defer { news = [] }
    return news
  }

  private mutating func carryOut(_ edit: Edit) {
    session.apply(edit)
    news.append(edit)
  }
}
