package import Units

/// A session with the edits that led to it, and those that were taken back.
///
/// All of them are of one picture; which layer is looked at is no edit.
package struct EditHistory: Sendable {
  package private(set) var session: Session
  private var past: [Edit] = []
  private var future: [Edit] = []
  /// What has happened to the session and was not yet taken, oldest first.
  private var news: [SessionNews] = []

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

  /// Steps back once, and stays on the layer.
  ///
  /// - Returns: The edit that was taken back; nil at the beginning.
  @discardableResult
  package mutating func undo() -> Edit? {
    guard let edit = past.popLast() else { return nil }
    future.append(edit)
    carryOutOnLayer(edit.inverse)
    return edit
  }

  /// Steps forward once, and stays on the layer.
  ///
  /// - Returns: The edit that was carried out again; nil when nothing was taken back.
  @discardableResult
  package mutating func redo() -> Edit? {
    guard let edit = future.popLast() else { return nil }
    past.append(edit)
    carryOutOnLayer(edit)
    return edit
  }

  /// Takes the last step back for good.
  package mutating func withdraw() {
    undo()
    future.removeAll()
  }

  /// Looks at another layer.
  package mutating func enter(_ layer: LayerName) {
    guard layer != session.layer else { return }
    session.layer = layer
    news.append(.layer(layer))
  }

  /// Takes what has happened since the last call, in order, for the journal.
  package mutating func takeNews() -> [SessionNews] {
    defer { news = [] }
    return news
  }

  private mutating func carryOut(_ edit: Edit) {
    session.apply(edit)
    news.append(.edit(edit))
  }

  private mutating func carryOutOnLayer(_ edit: Edit) {
    let layer = session.layer
    carryOut(edit)
    enter(layer)
  }
}
