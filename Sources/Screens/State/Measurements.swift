import Painting
import Recipes
import Units

/// The measured quantiles of layers, and how far the layer that is painted on has come.
struct Measurements: Sendable {
  private var tables: [LayerName: QuantileTable] = [:]
  /// The measurement of the layer that is painted on, while it has no table.
  private var current: LayerMeasurement?

  /// The quantiles of a layer that was measured to the end.
  func table(of layer: LayerName) -> QuantileTable? { tables[layer] }

  /// How much of the layer that is painted on has been measured.
  var percent: Int {
    if case .running(let percent) = current?.state { percent } else { 0 }
  }

  /// Why the layer that is painted on cannot be measured.
  var failure: String? {
    if case .failed(let reason) = current?.state { reason } else { nil }
  }

  /// Takes over how far a measurement is; of a layer that was left, only a finished one counts.
  mutating func receive(_ measurement: LayerMeasurement, paintedOn layer: LayerName) {
    if case .finished(let table) = measurement.state {
      tables[measurement.layer] = table
      if measurement.layer == layer { current = nil }
    } else if measurement.layer == layer {
      current = measurement
    }
  }

  /// Forgets the unfinished measurement of a layer that is left.
  mutating func forgetUnfinished() { current = nil }
}
