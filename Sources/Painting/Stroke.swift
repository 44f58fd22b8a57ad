import Files

/// One brush drag: a concept's units, where they are painted, and whether drawn or removed.
///
/// A stroke keeps the values that the brush had when recipes change later. Its JSON is GANPaint's
/// intervention with `concept` and `direction` added; one that is muted has its edits as `muted`, and
/// no `ablations`, so that no reader draws it.
package struct Stroke: Hashable, Sendable {
  /// Whether the units were set to values that draw the concept, or to those that remove it.
  package enum Direction: String, Codable, Sendable {
    case draw = "draw"
    case remove = "remove"
  }

  package var concept: String
  package var direction: Direction
  /// The units that it sets, the strongest first, with those of them that are switched off.
  package var edits: [UnitEdit]
  /// The painted cells; nil is the whole picture.
  package var mask: Mask?
  package var pooling: Mask.Pooling
  /// Whether the stroke stays in its place without an effect.
  package var isMuted = false

  package init(
    concept: String, direction: Direction, edits: [UnitEdit], mask: Mask?,
    pooling: Mask.Pooling = .max
  ) {
    self.concept = concept
    self.direction = direction
    self.edits = edits
    self.mask = mask
    self.pooling = pooling
  }
}

extension Stroke: Codable {
  private enum CodingKeys: String, CodingKey {
    case concept = "concept"
    case direction = "direction"
    case mask = "mask"
    case edits = "ablations"
    case pooling = "maskpooling"
    case muted = "muted"
  }

  /// Reads a stroke of ours or one of GANPaint, which names neither concept nor direction.
  package init(from decoder: any Decoder) throws {
    // An empty one, `{}`, is far smaller in the file; lists grow to twice what they need.
    try decoder.budget.take(2 * MemoryLayout<Stroke>.stride)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let (drawn, muted) = try (
      container.decodeIfPresent([UnitEdit].self, forKey: .edits) ?? [],
      container.decodeIfPresent([UnitEdit].self, forKey: .muted)
    )
    guard drawn.isEmpty || muted == nil else { throw SessionError.halfMuted }
    (edits, isMuted) = (muted ?? drawn, muted != nil)
    mask = try container.decodeIfPresent(Mask.self, forKey: .mask)
    pooling = try container.decodeIfPresent(Mask.Pooling.self, forKey: .pooling) ?? .max
    concept = try container.decodeIfPresent(String.self, forKey: .concept) ?? "imported"
    direction =
      try container.decodeIfPresent(Direction.self, forKey: .direction)
      ?? (edits.contains { $0.value != 0 } ? .draw : .remove)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(concept, forKey: .concept)
    try container.encode(direction, forKey: .direction)
    try container.encode(isMuted ? [] : edits, forKey: .edits)
    if isMuted { try container.encode(edits, forKey: .muted) }
    try container.encodeIfPresent(mask, forKey: .mask)
    try container.encode(pooling, forKey: .pooling)
  }
}
