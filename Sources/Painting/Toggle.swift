import Networks
package import Units

/// A concept, or one unit, switched for the whole picture.
package struct Toggle: Hashable, Sendable {
  /// What is switched.
  package enum Subject: Hashable, Codable, Sendable {
    case concept(name: String, layer: LayerName)
    case unit(layer: LayerName, channel: Int)

    private enum CodingKeys: String, CodingKey {
      case concept = "concept"
      case unit = "unit"
    }

    private enum ConceptCodingKeys: String, CodingKey {
      case name = "name"
      case layer = "layer"
    }

    private enum UnitCodingKeys: String, CodingKey {
      case layer = "layer"
      case channel = "channel"
    }
  }

  /// How the subject is switched; a subject without a toggle is off.
  package enum State: String, Codable, Sendable {
    /// Three tenths of the way to its draw values everywhere: the picture keeps its own shapes.
    case boosted = "boosted"
    /// At values that take its subject away everywhere, such as 0 in the ablation experiments.
    case ablated = "ablated"

    /// What a stroke would do that does the same.
    package var direction: Stroke.Direction { self == .boosted ? .draw : .remove }

    /// The next state when a key is pressed: off, boosted, ablated, off.
    package static func next(after state: State?) -> State? {
      switch state {
      case nil: .boosted
      case .boosted: .ablated
      case .ablated: nil
      }
    }
  }

  /// How far boosted units are moved; at a half, pictures dissolve into the concept.
  package static let boost: Float = 0.3

  package let subject: Subject
  package let state: State
  package var edits: [UnitEdit]
  /// Whether the toggle stays in its place without an effect.
  package var isMuted = false

  /// Makes a toggle of units with the values that draw its subject, or that remove it when ablated.
  package init(
    _ subject: Subject, _ state: State, layer: LayerName, units: [(unit: Int, value: Float)]
  ) {
    self.subject = subject
    self.state = state
    edits = units.map { unit, value in
      switch state {
      case .boosted: UnitEdit(layer: layer, unit: unit, alpha: Self.boost, value: value)
      case .ablated: UnitEdit(layer: layer, unit: unit, value: value)
      }
    }
  }
}

/// A muted toggle has its edits as `muted`, and none as `edits`, so that no reader draws it.
extension Toggle: Codable {
  private enum CodingKeys: String, CodingKey {
    case subject = "subject"
    case state = "state"
    case edits = "edits"
    case muted = "muted"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    subject = try container.decode(Subject.self, forKey: .subject)
    state = try container.decode(State.self, forKey: .state)
    let (drawn, muted) = try (
      container.decode([UnitEdit].self, forKey: .edits),
      container.decodeIfPresent([UnitEdit].self, forKey: .muted)
    )
    guard drawn.isEmpty || muted == nil else { throw SessionError.halfMuted }
    (edits, isMuted) = (muted ?? drawn, muted != nil)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(subject, forKey: .subject)
    try container.encode(state, forKey: .state)
    try container.encode(isMuted ? [] : edits, forKey: .edits)
    if isMuted { try container.encode(edits, forKey: .muted) }
  }
}
