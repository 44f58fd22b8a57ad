import CVectors

/// Matrices of weights in the order in which `RowProduct` reads them.
///
/// Each is depth × columns, cut into panels of 32 columns; a panel's rows follow each other, so that
/// a product reads memory straight ahead. Columns beyond the last are zero.
package struct PackedWeights: Sendable {
  package let matrices: Int
  /// Inputs of a product: the units that a pixel of the layer's input has.
  package let depth: Int
  /// Outputs of a product.
  package let columns: Int
  let buffer: FloatBuffer
  /// For few columns, the same numbers in the order of `NarrowProduct`.
  private let narrow: FloatBuffer?

  var panels: Int { (columns + VectorLayout.panel - 1) / VectorLayout.panel }

  /// Bytes of memory.
  package var byteCount: Int {
    Self.byteCount(matrices: matrices, depth: depth, columns: columns)
  }

  /// Bytes that matrices of a size take.
  package static func byteCount(matrices: Int, depth: Int, columns: Int) -> Int {
    let panels = (columns + VectorLayout.panel - 1) / VectorLayout.panel
    return matrices * depth * panels * VectorLayout.panel * MemoryLayout<Float>.stride
  }

  /// How the weights of a checkpoint lie: the distance between neighbours, in elements.
  package struct Order: Sendable {
    package let output: Int
    package let input: Int

    package init(output: Int, input: Int) {
      self.output = output
      self.input = input
    }
  }

  /// Packs weights whose kernels are transformed on the way.
  ///
  /// - Parameters:
  ///   - weights: Kernels of as many taps as a row of `coefficients` has, each kernel's taps
  ///     together.
  ///   - order: Where the kernel of an output and an input begins.
  ///   - depth: Inputs.
  ///   - columns: Outputs.
  ///   - coefficients: For each matrix, what each tap of a kernel counts in it.
  package init(
    _ weights: [Float], order: Order, depth: Int, columns: Int, coefficients: [[Float]]
  ) {
    matrices = coefficients.count
    self.depth = depth
    self.columns = columns
    let panels = (columns + VectorLayout.panel - 1) / VectorLayout.panel
    let panelSize = depth * VectorLayout.panel
    buffer = FloatBuffer(count: coefficients.count * panels * panelSize)
    let taps = coefficients[0].count
    // Most transforms are sparse: each matrix is a sum of few taps.
    let terms = coefficients.map { row in
      row.enumerated().filter { $0.element != 0 }.map {
        tap_factor(tap: $0.offset, factor: $0.element)
      }
    }
    var end = 0
    let ends = terms.map { terms in
      end += terms.count
      return end
    }
    let target = unsafe buffer.start
    unsafe weights.withUnsafeBufferPointer { weights in
      guard let start = weights.baseAddress else { return }
      nonisolated(unsafe) let (kernels, target) = unsafe (start, target)
      let factors = terms.flatMap { $0 }
      Workers.run(panels) { panel, _ in
        unsafe factors.withUnsafeBufferPointer { factors in
          unsafe ends.withUnsafeBufferPointer { ends in
            guard let factors = factors.baseAddress, let ends = ends.baseAddress else { return }
            var panelOrder = unsafe panel_order(
              kernels: kernels, output_stride: order.output, input_stride: order.input, taps: taps,
              first_output: panel * VectorLayout.panel, outputs: columns, depth: depth,
              factors: factors, ends: ends, matrices: coefficients.count,
              matrix_stride: panels * panelSize)
            unsafe Processor.kernels.arrange_panel(&panelOrder, target + panel * panelSize)
          }
        }
      }
    }
    narrow = Self.narrowed(
      buffer, matrices: coefficients.count, depth: depth, columns: columns)
  }

  /// Whether the columns are so few that inputs fill vectors better.
  var isNarrow: Bool { narrow != nil }

  /// For each input the weights of four outputs.
  private static func narrowed(
    _ panels: FloatBuffer, matrices: Int, depth: Int, columns: Int
  ) -> FloatBuffer? {
    guard columns <= VectorLayout.narrow else { return nil }
    let size = narrowSize(depth)
    let buffer = FloatBuffer(count: matrices * size)
    for matrix in 0..<matrices {
      for input in 0..<depth {
        for output in 0..<columns {
          let place = matrix * size + input * VectorLayout.narrow + output
          unsafe buffer.start[place] =
            panels.start[(matrix * depth + input) * VectorLayout.panel + output]
        }
      }
    }
    return buffer
  }

  private static func narrowSize(_ depth: Int) -> Int {
    VectorLayout.padded(depth) * VectorLayout.narrow
  }

  /// The first weight of a matrix of few columns.
  func narrow(matrix: Int) -> UnsafePointer<Float> {
    guard let narrow else { preconditionFailure("\(columns) columns are not few") }
    return unsafe UnsafePointer(narrow.start + matrix * Self.narrowSize(depth))
  }

  /// The first weight of a panel.
  func panel(_ panel: Int, matrix: Int) -> UnsafePointer<Float> {
    unsafe UnsafePointer(buffer.start + (matrix * panels + panel) * depth * VectorLayout.panel)
  }
}
