import CVectors
/// Products of rows with at most four outputs, such as the colours of a picture.
///
/// A panel would be nearly empty: here four inputs and four outputs fill a vector.
/// The order of summands depends on nothing but their number, as in `RowProduct`.
package enum NarrowProduct {
  /// Four outputs for each of four inputs, side by side in a register.
  typealias Vector = SIMD16<Float>

  /// Multiplies rows with the weights of four outputs, and adds the terms up.
  ///
  /// - Parameters:
  ///   - terms: Rows, and weights as `PackedWeights.narrow(matrix:)` has them.
  ///   - rowCount: Any number.
  ///   - rowStride: Floats from one row to the next.
  ///   - vectors: Vectors in a row; what follows the last input is zero.
  ///   - result: The first row of the result, 16 floats wide: the outputs, then zeros.
  ///   - resultStride: Floats from one row of the result to the next.
  static func write(
    _ terms: UnsafeBufferPointer<RowProduct.Term>, rowCount: Int, rowStride: Int, vectors: Int,
    to result: UnsafeMutablePointer<Float>, resultStride: Int
  ) {
    for row in 0..<rowCount {
      var sums = Sums()
      for index in 0..<terms.count {
        let term = unsafe terms[index]
        unsafe sums.add(term.rows + row &* rowStride, term.weights, vectors: vectors)
      }
      unsafe UnsafeMutableRawPointer(result + row * resultStride).storeBytes(
        of: Vector(lowHalf: SIMD8(lowHalf: sums.total, highHalf: .zero), highHalf: .zero),
        as: Vector.self)
    }
  }

  /// The sums of four outputs: in each quarter of a vector those of every fourth input.
  struct Sums {
    private var first = Vector.zero, second = Vector.zero

    /// Multiplies a row with the weights of four outputs; `scale` is a factor of the row.
    @inline(__always)
    mutating func add(
      _ row: UnsafePointer<Float>, _ matrix: UnsafePointer<Float>, vectors: Int, scale: Float = 1
    ) {
      var (inputs, weights) = unsafe (row, matrix)
      for _ in 0..<vectors {
        let x = unsafe scale * load(inputs)
        unsafe first.addProduct(spread(x[0], x[1], x[2], x[3]), load(weights))
        unsafe second.addProduct(spread(x[4], x[5], x[6], x[7]), load(weights + 16))
        unsafe first.addProduct(spread(x[8], x[9], x[10], x[11]), load(weights + 32))
        unsafe second.addProduct(spread(x[12], x[13], x[14], x[15]), load(weights + 48))
        unsafe inputs += 16
        unsafe weights += 64
      }
    }

    /// The four outputs.
    @inline(__always)
    var total: SIMD4<Float> {
      let sums = first + second
      let halves = sums.lowHalf + sums.highHalf
      return halves.lowHalf + halves.highHalf
    }

    /// Four inputs, each as often as there are outputs: one instruction.
    @inline(__always)
    private func spread(_ a: Float, _ b: Float, _ c: Float, _ d: Float) -> Vector {
      Vector(a, a, a, a, b, b, b, b, c, c, c, c, d, d, d, d)
    }
  }

  @inline(__always)
  private static func load(_ address: UnsafePointer<Float>) -> Vector {
    unsafe UnsafeRawPointer(address).load(as: Vector.self)
  }
}
