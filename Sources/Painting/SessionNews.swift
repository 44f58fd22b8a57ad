package import Units

/// What has happened to the session that is painted, as the journal is told.
package enum SessionNews: Hashable, Sendable {
  case edit(Edit)
  /// Another layer is looked at.
  case layer(LayerName)
  /// Another picture is looked at: the strokes of the one that was left stay with it.
  case picture(left: Session, entered: Session)
}

extension Session {
  /// Follows what has happened.
  package mutating func follow(_ news: SessionNews) {
    switch news {
    case .edit(let edit): apply(edit)
    case .layer(let name): layer = name
    case .picture(_, let entered): self = entered
    }
  }
}
