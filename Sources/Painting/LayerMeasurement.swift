package import Recipes
import Networks
package import Units

/// How far the renderer has measured a layer's activations.
package struct LayerMeasurement: Equatable, Sendable {
  /// What has come of the measurement so far.
  package enum State: Equatable, Sendable {
    case running(percent: Int)
    case finished(QuantileTable)
    /// The activations are no numbers; the text names the unit.
    case failed(String)
  }

  package let layer: LayerName
  package let state: State

  package init(layer: LayerName, state: State) {
    self.layer = layer
    self.state = state
  }
}
