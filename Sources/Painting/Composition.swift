import Tensors
package import Units

/// The interventions that a session's toggles and strokes make.
///
/// Composed oldest first with the published formula (`decode_intervention_array` of GAN Dissection's
/// server), per layer, unit and cell:
///
///     a' = 1 − (1 − aₙ)(1 − aₒ)
///     v' = (vₒ·aₒ·(1 − aₙ) + vₙ·aₙ) / (a' + 1e-40)
///
/// Toggles stand for strokes over the whole picture, older than every painted one.
package struct Composition: Sendable {
  private let grids: [LayerName: Grid]
  private var maps: [LayerName: [Int: Intervention.Map]] = [:]

  /// Begins with nothing painted on the layers of a generator.
  package init(layers: [LayerSummary]) {
    grids = Dictionary(layers.map { ($0.name, $0.grid) }) { first, _ in first }
  }

  /// Composes a whole session.
  package init(_ session: Session, layers: [LayerSummary]) {
    self.init(session.toggles, layers: layers)
    for stroke in session.strokes { add(stroke) }
  }

  /// Composes what is switched for the whole picture, beneath all strokes.
  package init(_ toggles: [Toggle], layers: [LayerSummary]) {
    self.init(layers: layers)
    for toggle in toggles where !toggle.isMuted { add(toggle.edits, mask: nil, pooling: .max) }
  }

  /// One intervention a layer, in no particular order.
  package var interventions: [Intervention] {
    maps.compactMap { layer, maps in
      grids[layer].map { Intervention(layer: layer, grid: $0, maps: maps) }
    }
  }

  /// Lays one stroke over what is there, unless it is muted.
  package mutating func add(_ stroke: Stroke) {
    if !stroke.isMuted { add(stroke.edits, mask: stroke.mask, pooling: stroke.pooling) }
  }

  /// Lays edits that are switched on over what is there.
  ///
  /// - Precondition: Every edit names a layer of the generator.
  package mutating func add(_ edits: [UnitEdit], mask: Mask?, pooling: Mask.Pooling) {
    // As published, a unit that one stroke names twice takes the last alpha and value.
    let last = Dictionary(
      edits.lazy.filter(\.isOn).map { (Unit($0.layer, $0.unit), $0) }
    ) { _, second in second }
    var coverages: [LayerName: Coverage] = [:]
    for (unit, edit) in last {
      guard let grid = grids[unit.layer] else {
        preconditionFailure("a stroke on layer \(unit.layer), which the generator has not")
      }
      let coverage =
        coverages[unit.layer] ?? mask?.pooled(to: grid, by: pooling) ?? Coverage(whole: grid)
      coverages[unit.layer] = coverage
      Self.compose(
        edit, coverage, width: grid.width,
        over: &maps[unit.layer, default: [:]][unit.channel, default: Self.nothing(on: grid)])
    }
  }

  /// Keeps 0/0 out of the published formula; below Float's normal range, as in the published code.
  private static let tiny = Float(1e-40 as Double)

  private static func nothing(on grid: Grid) -> Intervention.Map {
    let zeros = [Float](repeating: 0, count: grid.count)
    return Intervention.Map(alphas: zeros, values: zeros)
  }

  private static func compose(
    _ edit: UnitEdit, _ coverage: Coverage, width: Int, over map: inout Intervention.Map
  ) {
    var place = 0
    for row in coverage.region.rows {
      for column in coverage.region.columns {
        let cell = row * width + column
        let (new, kept) = (edit.alpha * coverage.shares[place], map.alphas[cell])
        place += 1
        // This is what the formula gives, without its rounding.
        guard new != 0 else { continue }
        guard kept != 0 else {
          (map.alphas[cell], map.values[cell]) = (new, edit.value)
          continue
        }
        let alpha = 1 - (1 - new) * (1 - kept)
        map.values[cell] =
          (map.values[cell] * kept * (1 - new) + edit.value * new) / (alpha + tiny)
        map.alphas[cell] = alpha
      }
    }
  }
}
