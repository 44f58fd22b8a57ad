package import Units

/// Composes one session after another, each from the last one that shares its first strokes.
///
/// A composition cannot be undone, so older ones are kept: after the newest stroke, after the one
/// before it, and after ever fewer strokes, at distances that double.
package struct CompositionCourse: Sendable {
  private let layers: [LayerSummary]
  private var toggles: [Toggle] = []
  private var strokes = StrokeList()
  /// By how many strokes they have, the fewest first.
  private var stages: [(count: Int, composition: Composition)] = []
  /// How many strokes were laid over others since the beginning.
  package private(set) var strokesComposed = 0

  /// Begins with the layers of a generator.
  package init(layers: [LayerSummary]) { self.layers = layers }

  /// The composition of a session, as `Composition` makes it.
  package mutating func composition(of session: Session) -> Composition {
    var kept = strokes.countShared(with: session.strokes)
    if session.toggles != toggles || stages.isEmpty {
      kept = 0
      stages = [(0, Composition(session.toggles, layers: layers))]
    }
    (toggles, strokes) = (session.toggles, session.strokes)
    stages.removeAll { $0.count > kept }
    guard let base = stages.last else { preconditionFailure("no stage without strokes") }
    var composition = base.composition
    var place = base.count
    session.strokes.scan(from: place) { stroke in
      composition.add(stroke)
      place += 1
      strokesComposed += 1
      let distance = session.strokes.count - place
      if distance & (distance - 1) == 0 { stages.append((place, composition)) }
    }
    thinOut()
    return composition
  }

  /// Keeps of all stages at about the same distance from the newest the farthest one.
  private mutating func thinOut() {
    var bits = Int.max
    stages = stages.filter { stage in
      let distance = strokes.count - stage.count
      let own = Int.bitWidth - distance.leadingZeroBitCount
      defer { bits = own }
      return own < bits
    }
  }
}
