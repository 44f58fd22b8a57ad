import Files
import Painting
import Units

/// What a stroke or toggle is, in words.
extension PaintedItem {
  /// The concept or the unit.
  package var name: String {
    switch self {
    case .stroke(_, let stroke): stroke.concept.shown()
    case .toggle(_, let toggle): toggle.subject.name
    }
  }

  /// What was done with it.
  var action: String {
    switch self {
    case .stroke(_, let stroke): stroke.direction == .draw ? "drawn" : "removed"
    case .toggle(_, let toggle): toggle.state.rawValue
    }
  }

  /// Whether another one has its place and does the same in the same cells, with whatever units.
  func isLike(_ other: PaintedItem) -> Bool {
    guard (action, mask) == (other.action, other.mask) else { return false }
    return switch (self, other) {
    case (.stroke(let place, let stroke), .stroke(let otherPlace, let otherStroke)):
      place == otherPlace && stroke.concept == otherStroke.concept
    case (.toggle(let place, let toggle), .toggle(let otherPlace, let otherToggle)):
      place == otherPlace && toggle.subject == otherToggle.subject
    default: false
    }
  }

  /// A sign for that, as the canvas and the list of concepts have it.
  var sign: String {
    switch self {
    case .stroke(_, let stroke): stroke.direction == .draw ? "+" : "×"
    case .toggle(_, let toggle): toggle.state == .boosted ? "▲" : "✕"
    }
  }

  /// How strong it is: the number of units that it sets.
  var strength: String { edits.count(where: \.isOn).counted("unit") }

  /// Where it is painted.
  var cells: String { mask?.count.counted("cell") ?? "whole picture" }

  /// Where that is in the picture; nil for all of it.
  var place: String? { mask?.place }

  /// The layers whose units it sets.
  var layers: [LayerName] {
    var found: [LayerName] = []
    for edit in edits where !found.contains(edit.layer) { found.append(edit.layer) }
    return found
  }

  /// What, how strong and where, for the line below the panes.
  var sentence: String {
    let parts = [
      "\(name) \(action)", strength, [cells, place].compactMap { $0 }.joined(separator: ", "),
      layers.map { "\(shown: $0)" }.joined(separator: " "), isMuted ? "muted" : "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }
}

extension Toggle.Subject {
  /// The concept or the unit, as it may be shown.
  var name: String {
    switch self {
    case .concept(let name, _): name.shown()
    case .unit(_, let channel): "unit \(channel)"
    }
  }
}
