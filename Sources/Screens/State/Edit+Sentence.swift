import Files
package import Painting
import Units

/// What an edit has done, in words: `tree painted on 4 cells`.
extension Edit {
  package var sentence: String {
    switch self {
    case .strokes(_, let old, let new): Self.sentence(old, new)
    case .toggles(let old, let new): Self.sentence(old, new)
    case .leftOut(let concept, let old, let new):
      new.subtracting(old).first.map { "unit \($0.channel) left out of \(shown: concept)" }
        ?? old.subtracting(new).first.map { "unit \($0.channel) back in \(shown: concept)" }
        ?? "units left out"
    case .session(_, let new): new.isEdited ? "a session opened" : "everything taken away"
    case .group(let edits): edits.first { !$0.changesNothing }?.sentence ?? "nothing"
    }
  }

  // MARK: Strokes

  private static func sentence(_ old: [Stroke], _ new: [Stroke]) -> String {
    if old.isEmpty, new.count == 1 { return painted(new[0]) }
    if old.isEmpty { return "\(new.count.counted("stroke")) brought along" }
    if old.count == 1, new.isEmpty {
      return "\(shown: old[0].concept) \(cells(of: old[0])) deleted"
    }
    if old.count == 1, new.count == 1 {
      return old[0].mask == new[0].mask
        ? change(.stroke(0, old[0]), .stroke(0, new[0])) : painted(new[0])
    }
    if old.count == 2, new == [old[1], old[0]] {
      return "\(shown: old[0].concept) and \(shown: old[1].concept) changed places"
    }
    return "\(max(old.count, new.count).counted("stroke")) changed"
  }

  private static func painted(_ stroke: Stroke) -> String {
    "\(shown: stroke.concept) \(stroke.direction == .draw ? "painted" : "removed") "
      + cells(of: stroke)
  }

  private static func cells(of stroke: Stroke) -> String {
    stroke.mask.map { "on \($0.count.counted("cell"))" } ?? "in the whole picture"
  }

  // MARK: Toggles

  private static func sentence(_ old: [Toggle], _ new: [Toggle]) -> String {
    let (before, after) = (Set(old.map(\.subject)), Set(new.map(\.subject)))
    let added = new.filter { !before.contains($0.subject) }
    if added.count > 1 { return "\(added.count.counted("toggle")) brought along" }
    if let toggle = added.first { return switched(toggle.subject, toggle.state) }
    if let toggle = old.first(where: { !after.contains($0.subject) }) {
      return switched(toggle.subject, nil)
    }
    for toggle in new {
      guard let former = old.first(where: { $0.subject == toggle.subject }), former != toggle
      else { continue }
      return former.state == toggle.state
        ? change(.toggle(0, former), .toggle(0, toggle)) : switched(toggle.subject, toggle.state)
    }
    return "toggles changed places"
  }

  /// What was switched for the whole picture, and to which state.
  static func switched(_ subject: Toggle.Subject, _ state: Toggle.State?) -> String {
    BrushDescription.toggled(subject.name, state)
  }

  // MARK: Both

  /// What is different of a stroke or toggle that stays in its place.
  private static func change(_ old: PaintedItem, _ new: PaintedItem) -> String {
    if old.isMuted != new.isMuted { return "\(new.name) \(new.isMuted ? "muted" : "unmuted")" }
    let changed = zip(old.edits, new.edits).filter { $0.isOn != $1.isOn }
    if changed.count == 1, old.edits.count == new.edits.count {
      let edit = changed[0].1
      return "unit \(edit.unit) of \(new.name) switched \(edit.isOn ? "on" : "off")"
    }
    let (before, after) = (old.edits.count(where: \.isOn), new.edits.count(where: \.isOn))
    return "\(new.name) from \(before) to \(after.counted("unit"))"
  }
}
