package import Painting

/// A stroke or a toggle of a session, with its place among the strokes or the toggles.
package enum PaintedItem: Equatable, Sendable {
  case stroke(Int, Stroke)
  case toggle(Int, Toggle)

  /// The units that it sets, the strongest first, with those of them that are switched off.
  package var edits: [UnitEdit] {
    get {
      switch self {
      case .stroke(_, let stroke): stroke.edits
      case .toggle(_, let toggle): toggle.edits
      }
    }
    set {
      switch self {
      case .stroke(let place, var stroke):
        stroke.edits = newValue
        self = .stroke(place, stroke)
      case .toggle(let place, var toggle):
        toggle.edits = newValue
        self = .toggle(place, toggle)
      }
    }
  }

  /// Whether it stays in its place without an effect.
  package var isMuted: Bool {
    get {
      switch self {
      case .stroke(_, let stroke): stroke.isMuted
      case .toggle(_, let toggle): toggle.isMuted
      }
    }
    set {
      switch self {
      case .stroke(let place, var stroke):
        stroke.isMuted = newValue
        self = .stroke(place, stroke)
      case .toggle(let place, var toggle):
        toggle.isMuted = newValue
        self = .toggle(place, toggle)
      }
    }
  }

  /// The painted cells; nil is the whole picture.
  package var mask: Mask? {
    if case .stroke(_, let stroke) = self { stroke.mask } else { nil }
  }

  /// The edit that takes the item away from a session, or puts another one of its kind in its place.
  func exchange(for new: PaintedItem?, in session: Session) -> Edit {
    switch self {
    case .stroke(let place, let stroke):
      var added: [Stroke] = []
      if case .stroke(_, let other) = new { added = [session.strokes.sharing(other)] }
      return .strokes(at: place, old: [stroke], new: added)
    case .toggle(let place, _):
      var toggles = session.toggles
      toggles.remove(at: place)
      if case .toggle(_, let other) = new { toggles.insert(other, at: place) }
      return .toggles(old: session.toggles, new: toggles)
    }
  }
}

/// The rows of the list of strokes: the newest stroke first, and beneath all strokes the toggles.
extension Session {
  package var itemCount: Int { strokes.count + toggles.count }

  /// The item in a row of the list.
  package func item(inRow row: Int) -> PaintedItem? {
    guard 0..<itemCount ~= row else { return nil }
    let place = strokes.count - 1 - row
    guard place < 0 else { return .stroke(place, strokes[place]) }
    return .toggle(toggles.count + place, toggles[toggles.count + place])
  }

  /// The edit that has the items of two neighbouring rows change places; nil where one is a stroke and
  /// the other is a toggle, which lies beneath all strokes.
  func exchange(row: Int, withRow other: Int) -> Edit? {
    switch (item(inRow: row), item(inRow: other)) {
    case (.stroke(let first, _), .stroke(let second, _)):
      let (low, high) = (min(first, second), max(first, second))
      return .strokes(
        at: low, old: [strokes[low], strokes[high]], new: [strokes[high], strokes[low]])
    case (.toggle(let first, _), .toggle(let second, _)):
      var exchanged = toggles
      exchanged.swapAt(first, second)
      return .toggles(old: toggles, new: exchanged)
    default: return nil
    }
  }
}
