import Networks
package import Units

/// A picture in the making: latent, strokes and toggles; everything that undo takes back.
package struct Session: Hashable, Codable, Sendable {
  package var latent: Latent
  /// The layer whose grid is the canvas.
  package var layer: LayerName
  /// Oldest first.
  package var strokes: StrokeList
  package var toggles: [Toggle]
  /// Units that the brushes and toggles of a concept leave out, by concept.
  package var leftOut: [String: Set<Unit>]

  package init(latent: Latent, layer: LayerName) {
    self.latent = latent
    self.layer = layer
    strokes = []
    toggles = []
    leftOut = [:]
  }

  /// Whether the picture differs from what the latent alone gives.
  package var isEdited: Bool { !strokes.isEmpty || !toggles.isEmpty }

  /// How a concept or unit is switched, if it is; a muted toggle switches nothing.
  package func state(of subject: Toggle.Subject) -> Toggle.State? {
    toggles.first { $0.subject == subject && !$0.isMuted }?.state
  }

  /// Whether another session has the same strokes and toggles on the same picture, whichever layer is
  /// looked at.
  package func isPainted(like other: Session) -> Bool {
    var other = other
    other.layer = layer
    return self == other
  }
}

extension Session {
  private enum CodingKeys: String, CodingKey {
    case latent = "latent"
    case layer = "layer"
    case strokes = "strokes"
    case toggles = "toggles"
    case leftOut = "left_out"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    latent = try container.decode(Latent.self, forKey: .latent)
    layer = try container.decode(LayerName.self, forKey: .layer)
    strokes = StrokeList(try container.decodeIfPresent([Stroke].self, forKey: .strokes) ?? [])
    toggles = try container.decodeIfPresent([Toggle].self, forKey: .toggles) ?? []
    // A concept without units that are left out has no entry.
    leftOut = try (container.decodeIfPresent([String: Set<Unit>].self, forKey: .leftOut) ?? [:])
      .filter { !$0.value.isEmpty }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(latent, forKey: .latent)
    try container.encode(layer, forKey: .layer)
    try container.encode(Array(strokes), forKey: .strokes)
    try container.encode(toggles, forKey: .toggles)
    // Sets have no order; a file that is saved twice should have the same bytes.
    let sorted = leftOut.filter { !$0.value.isEmpty }.mapValues { units in
      units.sorted { ($0.layer.rawValue, $0.channel) < ($1.layer.rawValue, $1.channel) }
    }
    try container.encode(sorted, forKey: .leftOut)
  }
}
