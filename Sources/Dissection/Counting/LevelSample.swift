package import Tensors
package import Units

/// The activations of a layer's units in a first few pictures, from which their scales are chosen.
///
/// Features are kept as the layer has them, and read at the pixels of the labels one unit at a time.
package struct LevelSample: Sendable {
  private let layer: LayerSummary
  private var features: [Tensor] = []
  private var sampling: GridSampling?

  /// Begins without pictures.
  package init(_ layer: LayerSummary) { self.layer = layer }

  /// Takes the features of one picture.
  ///
  /// - Precondition: They are the layer's, C×H×W, and the sampling is that of the pictures before.
  package mutating func add(_ features: Tensor, _ sampling: GridSampling) {
    precondition(features.shape.count == layer.units * layer.grid.count, "\(features.shape)")
    precondition(self.sampling.map { $0 == sampling } ?? true, "two samplings")
    self.features.append(features)
    self.sampling = sampling
  }

  /// One scale for each unit; workers share the units.
  ///
  /// - Precondition: There is a picture.
  package var scales: [LevelScale] {
    guard let sampling else { preconditionFailure("a sample without pictures") }
    var scales = [LevelScale?](repeating: nil, count: layer.units)
    unsafe scales.withUnsafeMutableBufferPointer { scales in
      nonisolated(unsafe) let scales = unsafe scales
      Workers.run(layer.units) { unit, _ in
        unsafe scales[unit] = LevelScale(sample: activations(of: unit, sampling))
      }
    }
    return scales.compactMap(\.self)
  }

  private func activations(of unit: Int, _ sampling: GridSampling) -> [Float] {
    let (cells, pixels) = (sampling.source.count, sampling.target.count)
    var scratch = [Float](repeating: 0, count: sampling.scratchCount)
    var activations = [Float](repeating: 0, count: features.count * pixels)
    unsafe scratch.withUnsafeMutableBufferPointer { scratch in
      unsafe activations.withUnsafeMutableBufferPointer { activations in
        for (number, tensor) in features.enumerated() {
          unsafe tensor.elements.withUnsafeBufferPointer { elements in
            unsafe sampling.read(
              UnsafeBufferPointer(rebasing: elements[unit * cells..<(unit + 1) * cells]), scratch,
              into: UnsafeMutableBufferPointer(
                rebasing: activations[number * pixels..<(number + 1) * pixels]))
          }
        }
      }
    }
    return activations
  }
}
