package import Networks

extension Session {
  /// Refuses a session that names layers, units or pictures that a generator does not have.
  ///
  /// - Parameter layers: The generator's layers, the picture's own last.
  /// - Throws: `SessionError` with the first thing that does not fit.
  package func validate(against layers: [LayerSummary]) throws(SessionError) {
    guard (0...Latent.maximumID).contains(latent.id) else {
      throw .idOutOfRange(latent.id, maximum: Latent.maximumID)
    }
    guard layers.dropLast().contains(where: { $0.name == layer }) else {
      throw .unknownLayer(layer.rawValue, known: layers.dropLast().map(\.name.rawValue))
    }
    for toggle in toggles { try Self.validate(toggle.edits, against: layers) }
    for stroke in strokes { try Self.validate(stroke.edits, against: layers) }
  }

  /// Refuses edits of units that the layers do not have, and values that are no numbers.
  package static func validate(
    _ edits: [UnitEdit], against layers: [LayerSummary]
  ) throws(SessionError) {
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
    }
  }
}
