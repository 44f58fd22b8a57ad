import Tensors

extension Tensor {
  /// Replaces features by x·(1 − a) + v·a, the rule of `nethook.py`.
  ///
  /// - Precondition: Grid and units of the intervention exist in this C×H×W tensor.
  mutating func apply(_ intervention: Intervention) {
    let cells = intervention.grid.count
    for (channel, map) in intervention.maps {
      for cell in 0..<cells {
        let alpha = map.alphas[cell]
        let index = channel * cells + cell
        elements[index] = elements[index] * (1 - alpha) + map.values[cell] * alpha
      }
    }
  }
}
