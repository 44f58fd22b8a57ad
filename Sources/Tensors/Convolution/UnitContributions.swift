import CVectors
package import Units

/// What each unit of an input adds to the outputs of a fully connected layer.
///
/// The layer's sums are linear in its input. Without some units they are the sums of all less what those
/// units add, so that weights are read once for however many states of the units.
package struct UnitContributions: Sendable {
  private let convolution: TileConvolution
  private let outputs: Int
  private let units: Int
  /// Floats from one unit's row to the next.
  private let stride: Int
  /// A row for each unit.
  private let rows: FloatBuffer
  /// Bias and all rows.
  private let total: FloatBuffer

  /// Multiplies an input with the weights, unit by unit.
  ///
  /// - Parameters:
  ///   - input: One image, of the whole size that the layer reads.
  ///   - convolution: The layer: one output pixel, a matrix for each pixel of the input.
  init(of input: FeatureMap, _ convolution: TileConvolution) {
    let weights = convolution.weights
    precondition(
      input.height * input.width == weights.matrices && input.units == weights.depth,
      "\(input.units)×\(input.height)×\(input.width) for \(weights.matrices) matrices")
    self.convolution = convolution
    (outputs, units) = (weights.columns, weights.depth)
    stride = weights.panels * VectorLayout.panel
    rows = FloatBuffer(count: units * stride)
    total = FloatBuffer(count: stride)
    let (source, units, stride) = unsafe (input.pixels, units, stride)
    nonisolated(unsafe) let (pixels, rows, total) = unsafe (source, rows.start, total.start)
    let bias = unsafe convolution.bias.start
    nonisolated(unsafe) let start = unsafe bias
    withExtendedLifetime(input) {
      Workers.run(weights.panels) { panel, _ in
        let column = panel * VectorLayout.panel
        for tap in 0..<weights.matrices {
          let pixel = unsafe pixels.start + tap * pixels.stride
          let matrix = unsafe weights.panel(panel, matrix: tap)
          for unit in 0..<units {
            // Half of what a ReLU gives is zero.
            let feature = unsafe pixel[unit]
            guard feature != 0 else { continue }
            unsafe Processor.kernels.add_product(
              rows + (unit &* stride &+ column), feature, matrix + unit &* VectorLayout.panel,
              VectorLayout.panel)
          }
        }
        unsafe (total + column).update(from: start + column, count: VectorLayout.panel)
        for unit in 0..<units {
          unsafe Processor.kernels.add(
            total + column, rows + (unit &* stride &+ column), VectorLayout.panel)
        }
      }
    }
  }

  /// The outputs in some states of the units, after the activation.
  ///
  /// - Parameter states: Which units each keeps.
  /// - Returns: For each state a tensor of outputs×1×1.
  package func outputs(in states: [KeptUnits]) -> [Tensor] {
    var found = [[Float]](repeating: [], count: states.count)
    unsafe found.withUnsafeMutableBufferPointer { found in
      nonisolated(unsafe) let found = unsafe found
      Workers.run(states.count) { number, _ in
        unsafe found[number] = elements(in: states[number])
      }
    }
    return found.map { Tensor(shape: Shape(outputs, 1, 1), elements: $0) }
  }

  private func elements(in state: KeptUnits) -> [Float] {
    let (start, units, sign): (FloatBuffer, [Int], Float) =
      switch state {
      case .all(but: let units): (total, units, -1)
      case .only(let units): (convolution.bias, units, 1)
      }
    var elements = unsafe Array(UnsafeBufferPointer(start: start.start, count: stride))
    for unit in units {
      unsafe Processor.kernels.add_product(&elements, sign, rows.start + unit &* stride, stride)
    }
    unsafe Processor.kernels.activate(&elements, convolution.activation.kind, stride)
    return Array(elements.prefix(outputs))
  }
}

extension Convolution {
  /// Whether it makes one output pixel of the whole input, each unit and pixel with a weight of its own.
  package var isFullyConnected: Bool {
    shape.outputGrid.count == 1 && shape.kernel == shape.grid.height
      && shape.kernel == shape.grid.width && shape.padding == 0 && !shape.isTransposed
      && !shape.doublesInput && !normalizesPixels
  }
}
