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
      row.enumerated().filter { $0.element != 0 }.map { (tap: $0.offset, factor: $0.element) }
    }
    let target = unsafe buffer.start
    unsafe weights.withUnsafeBufferPointer { weights in
      nonisolated(unsafe) let (weights, target) = unsafe (weights, target)
      Workers.run(panels) { panel, _ in
        var kernels = [SIMD16<Float>](repeating: .zero, count: 2 * taps)
        for input in 0..<depth {
          for half in 0..<2 {
            for lane in 0..<VectorLayout.width {
              let output = panel * VectorLayout.panel + half * VectorLayout.width + lane
              guard output < columns else { continue }
              let kernel = output * order.output + input * order.input
              for tap in 0..<taps {
                unsafe kernels[half * taps + tap][lane] = weights[kernel + tap]
              }
            }
          }
          for (matrix, terms) in terms.enumerated() {
            let row =
              unsafe target + (matrix * panels + panel) * panelSize + input * VectorLayout.panel
            for half in 0..<2 {
              var sum = SIMD16<Float>.zero
              for term in terms {
                sum.addProduct(kernels[half * taps + term.tap], SIMD16(repeating: term.factor))
              }
              unsafe UnsafeMutableRawPointer(row + half * VectorLayout.width).storeBytes(
                of: sum, as: SIMD16<Float>.self)
            }
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
