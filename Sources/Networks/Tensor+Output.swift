import Tensors
import Units

extension Tensor {
  /// Refuses what a layer gave where it is no picture and no scores: the one rule for all outputs.
  ///
  /// Weights, values to draw with or numbers of a session may be so large that sums are infinite. What
  /// happens inside a network and does not reach its output is of no consequence.
  func expectFinite(from layer: LayerName) throws(NetworkError) {
    guard let index = firstNonFiniteIndex else { return }
    // The sign of a NaN means nothing.
    let found = elements[index].isNaN ? "nan" : "\(elements[index])"
    throw .notFinite(layer, index: index, found: found)
  }
}
