package import Units

/// One change of a picture's strokes, with what was there before, so that it can be taken back.
package enum Edit: Hashable, Sendable {
  /// Strokes from a place on are exchanged for others: one is added, grows, goes, or is muted.
  case strokes(at: Int, old: [Stroke], new: [Stroke])
  case toggles(old: [Toggle], new: [Toggle])
  /// The units that a concept leaves out.
  case leftOut(concept: String, old: Set<Unit>, new: Set<Unit>)
  /// The whole session is exchanged: another one was opened, or all strokes were taken away.
  indirect case session(old: Session, new: Session)
  /// Several edits in one step, one after the other.
  case group([Edit])

  /// The edit that adds a stroke above all others.
  package static func adding(_ stroke: Stroke, to session: Session) -> Edit {
    .strokes(at: session.strokes.count, old: [], new: [session.strokes.sharing(stroke)])
  }

  /// The edit that takes this one back.
  package var inverse: Edit {
    switch self {
    case .strokes(let place, let old, let new): .strokes(at: place, old: new, new: old)
    case .toggles(let old, let new): .toggles(old: new, new: old)
    case .leftOut(let concept, let old, let new): .leftOut(concept: concept, old: new, new: old)
    case .session(let old, let new): .session(old: new, new: old)
    case .group(let edits): .group(edits.reversed().map(\.inverse))
    }
  }

  /// Whether a session is the same after the edit.
  package var changesNothing: Bool {
    switch self {
    case .strokes(_, let old, let new): old == new
    case .toggles(let old, let new): old == new
    case .leftOut(_, let old, let new): old == new
    case .session(let old, let new): old == new
    case .group(let edits): edits.allSatisfy(\.changesNothing)
    }
  }

  /// This edit and a later one as one step.
  package func joined(with later: Edit) -> Edit {
    if case .strokes(let place, let old, let between) = self,
      case .strokes(let laterPlace, let replaced, let new) = later,
      laterPlace == place, replaced.count == between.count
    {
      return .strokes(at: place, old: old, new: new)
    }
    return .group([self, later])
  }
}

extension Session {
  /// Carries out an edit.
  ///
  /// - Precondition: The session is as the edit says that it was, but for its layer.
  package mutating func apply(_ edit: Edit) {
    switch edit {
    case .strokes(let place, let old, let new):
      strokes.replaceSubrange(place..<place + old.count, with: new)
    case .toggles(_, let new): toggles = new
    case .leftOut(let concept, _, let new): leftOut[concept] = new.isEmpty ? nil : new
    case .session(_, let new): self = new
    case .group(let edits): for edit in edits { apply(edit) }
    }
  }
}
