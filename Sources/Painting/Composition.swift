package import Networks

/// The interventions that a session's toggles and strokes amount to.
///
/// Composed oldest first with the published formula (`decode_intervention_array` of GAN Dissection's
/// server), per layer, unit and cell:
///
///     a' = 1 − (1 − aₙ)(1 − aₒ)
///     v' = (vₒ·aₒ·(1 − aₙ) + vₙ·aₙ) / (a' + 1e-40)
///
/// Toggles stand for strokes over the whole picture, older than every painted one.
package struct Composition {
  private let grids: [LayerName: Grid]
  private var maps: [LayerName: [Int: Intervention.Map]] = [:]

  /// Begins with nothing painted on the layers of a generator.
  package init(layers: [LayerSummary]) {
    grids = Dictionary(layers.map { ($0.name, $0.grid) }) { first, _ in first }
  }

  /// Composes a whole session.
  package init(_ session: Session, layers: [LayerSummary]) {
    self.init(layers: layers)
    for toggle in session.toggles { add(toggle.edits, mask: nil, pooling: .max) }
    for stroke in session.strokes {
      add(stroke.edits, mask: stroke.mask, pooling: stroke.pooling)
    }
  }

  /// One intervention a layer, in no particular order.
  package var interventions: [Intervention] {
    maps.compactMap { layer, maps in
      grids[layer].map { Intervention(layer: layer, grid: $0, maps: maps) }
    }
  }

  /// Lays one stroke over what is there.
  ///
  /// - Precondition: Every edit names a layer of the generator.
  package mutating func add(_ edits: [UnitEdit], mask: Mask?, pooling: Mask.Pooling) {
    // As published, a unit that one stroke names twice takes the last alpha and value.
    let last = Dictionary(edits.map { (Unit($0.layer, $0.unit), $0) }) { _, second in second }
    var pooled: [LayerName: [Float]] = [:]
    for (unit, edit) in last {
      guard let grid = grids[unit.layer] else {
        preconditionFailure("a stroke on layer \(unit.layer), which the generator has not")
      }
      let shares =
        pooled[unit.layer] ?? mask?.pooled(to: grid, by: pooling)
        ?? Array(repeating: 1, count: grid.count)
      pooled[unit.layer] = shares
      let old = maps[unit.layer]?[unit.channel]
      maps[unit.layer, default: [:]][unit.channel] = Self.compose(edit, shares, over: old)
    }
  }

  /// Keeps 0/0 out of the published formula; below Float's normal range, as it is there.
  private static let tiny = Float(1e-40 as Double)

  private static func compose(
    _ edit: UnitEdit, _ shares: [Float], over old: Intervention.Map?
  ) -> Intervention.Map {
    guard let old else {
      return Intervention.Map(
        alphas: shares.map { edit.alpha * $0 },
        values: Array(repeating: edit.value, count: shares.count))
    }
    var map = old
    for cell in shares.indices {
      let (new, kept) = (edit.alpha * shares[cell], old.alphas[cell])
      let alpha = 1 - (1 - new) * (1 - kept)
      map.alphas[cell] = alpha
      map.values[cell] =
        (old.values[cell] * kept * (1 - new) + edit.value * new) / (alpha + tiny)
    }
    return map
  }
}
