/// Products of rows with at most four outputs, such as the colours of a picture.
///
/// A panel would be nearly empty: here the inputs fill the vectors, and each output is the sum of one.
/// The order of summands depends on nothing but their number, as in `RowProduct`.
enum NarrowProduct {
  typealias Vector = SIMD16<Float>

  /// How many outputs are computed together.
  static let outputs = 4

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
      var a = Vector.zero, b = Vector.zero, c = Vector.zero, d = Vector.zero
      for index in 0..<terms.count {
        let term = unsafe terms[index]
        var inputs = unsafe term.rows + row &* rowStride
        var weights = unsafe term.weights
        for _ in 0..<vectors {
          let input = unsafe load(inputs)
          unsafe a.addProduct(input, load(weights))
          unsafe b.addProduct(input, load(weights + 16))
          unsafe c.addProduct(input, load(weights + 32))
          unsafe d.addProduct(input, load(weights + 48))
          unsafe inputs += 16
          unsafe weights += 64
        }
      }
      var sums = Vector.zero
      sums[0] = a.sum()
      sums[1] = b.sum()
      sums[2] = c.sum()
      sums[3] = d.sum()
      unsafe UnsafeMutableRawPointer(result + row * resultStride).storeBytes(
        of: sums, as: Vector.self)
    }
  }

  @inline(__always)
  private static func load(_ address: UnsafePointer<Float>) -> Vector {
    unsafe UnsafeRawPointer(address).load(as: Vector.self)
  }
}
