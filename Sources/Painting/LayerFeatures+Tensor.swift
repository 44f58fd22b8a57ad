package import Tensors
package import Units

extension LayerFeatures {
  /// Takes the features that a network retained, C×H×W.
  package init(_ retained: Tensor) {
    let extents = retained.shape.extents
    self.init(
      grid: Grid(height: extents[1], width: extents[2]), activations: retained.elements)
  }
}
