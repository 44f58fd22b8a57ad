import Tensors
import TestSupport
import Testing

@Suite struct MatrixProductTests {
  private let left: [Float] = [1, 2, 3, 4, 5, 6]
  private let right: [Float] = [1, 0, 2, 0, 1, 3]

  @Test func `rows meet columns`() {
    // [1 2; 3 4; 5 6] · [1 0 2; 0 1 3]
    var result = [Float](repeating: .nan, count: 9)
    MatrixProduct(rows: 3, columns: 3, depth: 2).write(left, right, to: &result)
    #expect(result == [1, 2, 8, 3, 4, 18, 5, 6, 28])
  }

  @Test func `a transposed left matrix is read by columns`() {
    // [1 4; 2 5; 3 6] · [1 0 2; 0 1 3], the left one stored as 2×3
    var result = [Float](repeating: .nan, count: 9)
    MatrixProduct(rows: 3, columns: 3, depth: 2, leftIsTransposed: true)
      .write(left, right, to: &result)
    #expect(result == [1, 4, 14, 2, 5, 19, 3, 6, 24])
  }

  @Test func `alpha scales the product and beta what was there`() {
    var result: [Float] = [10, 20, 30, 40]
    MatrixProduct(rows: 2, columns: 2, depth: 1)
      .write([1, 2], [3, 4], to: &result, alpha: 2, beta: 0.5)
    #expect(result == [11, 18, 27, 36])
  }

  @Test func `a product can fill some columns of a wider result`() {
    var result = [Float](repeating: 7, count: 8)
    MatrixProduct(rows: 2, columns: 2, depth: 1)
      .write([1, 2], [3, 4], to: &result, from: 1, width: 4)
    #expect(result == [7, 3, 4, 7, 7, 6, 8, 7])
  }

  @Test(arguments: UInt64(0)..<20)
  func `a product equals the sums that define it`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let (rows, columns, depth) = (
      Int.random(in: 1...40, using: &random), Int.random(in: 1...40, using: &random),
      Int.random(in: 1...40, using: &random)
    )
    let left = (0..<rows * depth).map { _ in Float.random(in: -1...1, using: &random) }
    let right = (0..<depth * columns).map { _ in Float.random(in: -1...1, using: &random) }
    var result = [Float](repeating: 0, count: rows * columns)
    MatrixProduct(rows: rows, columns: columns, depth: depth).write(left, right, to: &result)
    let expected = (0..<rows * columns).map { index in
      (0..<depth).reduce(Float(0)) { sum, place in
        sum + left[index / columns * depth + place] * right[place * columns + index % columns]
      }
    }
    let shape = Shape(rows, columns)
    // At most 40 terms of at most 1.
    expectClose(
      Tensor(shape: shape, elements: result), Tensor(shape: shape, elements: expected),
      absolute: 1e-5)
  }

  @Test func `a result of the wrong size is a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      var result: [Float] = [0]
      MatrixProduct(rows: 2, columns: 2, depth: 1).write([1, 2], [3, 4], to: &result)
    }
  }
}
