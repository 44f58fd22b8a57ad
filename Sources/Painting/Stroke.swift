import Files

/// One brush drag: a concept's units, where they are painted, and whether drawn or removed.
///
/// A stroke keeps the values that the brush had when recipes change later. Its JSON is GANPaint's
/// intervention with `concept` and `direction` added.
package struct Stroke: Hashable, Sendable {
  /// Whether the units were set to values that draw the concept, or to those that remove it.
  package enum Direction: String, Codable, Sendable {
    case draw = "draw"
    case remove = "remove"
  }

  package var concept: String
  package var direction: Direction
  package var edits: [UnitEdit]
  /// The painted cells; nil is the whole picture.
  package var mask: Mask?
  package var pooling: Mask.Pooling

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
  }

  /// Reads a stroke of ours or one of GANPaint, which names neither concept nor direction.
  package init(from decoder: any Decoder) throws {
    // An empty one, `{}`, is far smaller in the file; lists grow to twice what they need.
    try decoder.budget.take(2 * MemoryLayout<Stroke>.stride)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    edits = try container.decodeIfPresent([UnitEdit].self, forKey: .edits) ?? []
    mask = try container.decodeIfPresent(Mask.self, forKey: .mask)
    pooling = try container.decodeIfPresent(Mask.Pooling.self, forKey: .pooling) ?? .max
    concept = try container.decodeIfPresent(String.self, forKey: .concept) ?? "imported"
    direction =
      try container.decodeIfPresent(Direction.self, forKey: .direction)
      ?? (edits.contains { $0.value != 0 } ? .draw : .remove)
  }
}
