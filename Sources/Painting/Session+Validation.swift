import Tensors
package import Units

extension Session {
  /// Refuses a session that names layers, units or pictures that a generator does not have.
  ///
  /// - Parameter layers: The generator's layers, the picture's own last.
  /// - Throws: `SessionError` with the first thing that does not fit.
  package func validate(against layers: [LayerSummary]) throws(SessionError) {
    guard (0...Latent.maximumID).contains(latent.id) else {
      throw .idOutOfRange(latent.id, maximum: Latent.maximumID)
    }
    guard layers.canvases.contains(where: { $0.name == layer }) else {
      throw .unknownLayer(layer.rawValue, known: layers.canvases.map(\.name.rawValue))
    }
    var cells = 0
    for toggle in toggles { cells += try Self.validate(toggle.edits, mask: nil, against: layers) }
    for stroke in strokes {
      cells += try Self.validate(stroke.edits, mask: stroke.mask, against: layers)
    }
    let leftOut = leftOut.values.joined().map { UnitEdit(layer: $0.layer, unit: $0.channel) }
    _ = try Self.validate(leftOut, mask: nil, against: layers)
    guard cells <= Self.cellLimit else { throw .tooManyCells(cells, limit: Self.cellLimit) }
  }

  /// How many cells of units all edits together may change: some seconds of work.
  ///
  /// A hundred strokes over the whole of the finest layer that people paint on stay below it.
  package static let cellLimit = 1 << 31

  /// Refuses edits of units that the layers do not have, and values that are no numbers.
  ///
  /// - Returns: How many cells are looked at to compose the edits.
  private static func validate(
    _ edits: [UnitEdit], mask: Mask?, against layers: [LayerSummary]
  ) throws(SessionError) -> Int {
    var cells = 0
    var pooled: Set<LayerName> = []
    for edit in edits {
      guard let summary = layers.first(where: { $0.name == edit.layer }) else {
        throw .unknownLayer(edit.layer.rawValue, known: layers.map(\.name.rawValue))
      }
      guard (0..<summary.units).contains(edit.unit) else {
        throw .unitOutOfRange(
          layer: edit.layer.rawValue, unit: edit.unit, count: summary.units)
      }
      guard edit.alpha.isFinite, edit.value.isFinite else {
        throw .notFinite(layer: edit.layer.rawValue, unit: edit.unit)
      }
      if pooled.insert(edit.layer).inserted, let mask {
        cells += mask.rows.count * mask.columns.count
      }
      cells += mask?.region(on: summary.grid).count ?? summary.grid.count
    }
    return cells
  }
}
