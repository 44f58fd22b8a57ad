import CVectors

/// Products of a few rows with a panel of weights: where the engine spends its time.
///
/// A row is the units of a pixel or of a transformed tile. While a vector of weights is in a register,
/// it is multiplied with all rows, each of whose numbers is spread over a vector; the sums stay in
/// registers until all inputs are through. So each sum adds up its products in the order of the
/// inputs, whatever other rows there are: a row gives the same bits in any company.
enum RowProduct {
  typealias Vector = SIMD16<Float>

  /// What rows are multiplied with: one of the summands of a product.
  @unsafe struct Term {
    /// The first row; others follow at the row stride.
    let rows: UnsafePointer<Float>
    /// A panel of weights.
    let weights: UnsafePointer<Float>
  }

  /// Rows are computed in groups of at most so many, and always of a multiple of 4.
  static let largestGroup = 12

  /// Whether there are registers for twelve rows of two vectors each.
  private static let hasManyRegisters = vector_register_count() >= 32

  /// Multiplies rows with a panel, and adds the terms up.
  ///
  /// - Parameters:
  ///   - terms: One or more.
  ///   - rowCount: A multiple of 4.
  ///   - rowStride: Floats from one row to the next.
  ///   - depth: Numbers in a row.
  ///   - halves: 1 if the panel's second half is empty, else 2.
  ///   - upcoming: The panel that comes after this one, if it has to be brought from memory.
  ///   - result: The first row of the result, 16 floats wide for each half.
  ///   - resultStride: Floats from one row of the result to the next.
  static func write(
    _ terms: UnsafeBufferPointer<Term>, rowCount: Int, rowStride: Int, depth: Int, halves: Int = 2,
    upcoming: UnsafePointer<Float>? = nil, to result: UnsafeMutablePointer<Float>, resultStride: Int
  ) {
    var row = 0
    while row < rowCount {
      let target = unsafe result + row * resultStride
      if !hasManyRegisters {
        for half in 0..<halves {
          unsafe fourRows(
            terms, skipping: row * rowStride, half: half, rowStride, depth, target, resultStride)
        }
        row += 4
      } else if halves == 1, rowCount - row >= 12 {
        unsafe twelveHalfRows(
          terms, skipping: row * rowStride, rowStride, depth, target, resultStride)
        row += 12
      } else if rowCount - row >= 12 {
        let group = (row / 12, (rowCount + 11) / 12)
        if let upcoming = unsafe upcoming {
          unsafe twelveRows(
            terms, skipping: row * rowStride, rowStride, depth,
            PrefetchPart(upcoming, group: group.0, of: group.1, depth: depth), target,
            resultStride)
        } else {
          unsafe twelveRows(
            terms, skipping: row * rowStride, rowStride, depth,
            PrefetchWithin(terms[0].weights, group: group.0, of: group.1, depth: depth), target,
            resultStride)
        }
        row += 12
      } else if rowCount - row >= 8 {
        unsafe eightRows(terms, skipping: row * rowStride, rowStride, depth, target, resultStride)
        row += 8
      } else {
        unsafe fourRows(terms, skipping: row * rowStride, rowStride, depth, target, resultStride)
        row += 4
      }
    }
  }

  @inline(__always)
  static func load(_ address: UnsafePointer<Float>) -> Vector {
    unsafe UnsafeRawPointer(address).loadUnaligned(as: Vector.self)
  }

  @inline(__always)
  static func store(_ vector: Vector, _ address: UnsafeMutablePointer<Float>) {
    unsafe UnsafeMutableRawPointer(address).storeBytes(of: vector, as: Vector.self)
  }

  /// Twelve rows of two vectors: twenty-four sums in registers.
  private static func twelveRows<P: Prefetch>(
    _ terms: UnsafeBufferPointer<Term>, skipping offset: Int, _ rowStride: Int, _ depth: Int,
    _ prefetch: P, _ result: UnsafeMutablePointer<Float>, _ resultStride: Int
  ) {
    var a0 = Vector.zero, b0 = Vector.zero, c0 = Vector.zero, d0 = Vector.zero
    var a1 = Vector.zero, b1 = Vector.zero, c1 = Vector.zero, d1 = Vector.zero
    var e0 = Vector.zero, f0 = Vector.zero, g0 = Vector.zero, h0 = Vector.zero
    var e1 = Vector.zero, f1 = Vector.zero, g1 = Vector.zero, h1 = Vector.zero
    var i0 = Vector.zero, j0 = Vector.zero, k0 = Vector.zero, l0 = Vector.zero
    var i1 = Vector.zero, j1 = Vector.zero, k1 = Vector.zero, l1 = Vector.zero
    let (toB, toC, toD, toE) = (rowStride, 2 &* rowStride, 3 &* rowStride, 4 &* rowStride)
    let (toF, toG, toH, toI) = (5 &* rowStride, 6 &* rowStride, 7 &* rowStride, 8 &* rowStride)
    let (toJ, toK, toL) = (9 &* rowStride, 10 &* rowStride, 11 &* rowStride)
    var prefetch = prefetch
    for index in 0..<terms.count {
      let term = unsafe terms[index]
      var row = unsafe term.rows + offset
      var weights = unsafe term.weights
      for _ in 0..<depth {
        let (left, right) = unsafe (load(weights), load(weights + 16))
        unsafe prefetch.step(weights)
        unsafe weights += 32
        var number = unsafe Vector(repeating: row[0])
        a0.addProduct(number, left)
        a1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toB])
        b0.addProduct(number, left)
        b1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toC])
        c0.addProduct(number, left)
        c1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toD])
        d0.addProduct(number, left)
        d1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toE])
        e0.addProduct(number, left)
        e1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toF])
        f0.addProduct(number, left)
        f1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toG])
        g0.addProduct(number, left)
        g1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toH])
        h0.addProduct(number, left)
        h1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toI])
        i0.addProduct(number, left)
        i1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toJ])
        j0.addProduct(number, left)
        j1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toK])
        k0.addProduct(number, left)
        k1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toL])
        l0.addProduct(number, left)
        l1.addProduct(number, right)
        unsafe row += 1
      }
    }
    unsafe store(a0, result)
    unsafe store(a1, result + 16)
    unsafe store(b0, result + resultStride)
    unsafe store(b1, result + resultStride + 16)
    unsafe store(c0, result + 2 * resultStride)
    unsafe store(c1, result + 2 * resultStride + 16)
    unsafe store(d0, result + 3 * resultStride)
    unsafe store(d1, result + 3 * resultStride + 16)
    unsafe store(e0, result + 4 * resultStride)
    unsafe store(e1, result + 4 * resultStride + 16)
    unsafe store(f0, result + 5 * resultStride)
    unsafe store(f1, result + 5 * resultStride + 16)
    unsafe store(g0, result + 6 * resultStride)
    unsafe store(g1, result + 6 * resultStride + 16)
    unsafe store(h0, result + 7 * resultStride)
    unsafe store(h1, result + 7 * resultStride + 16)
    unsafe store(i0, result + 8 * resultStride)
    unsafe store(i1, result + 8 * resultStride + 16)
    unsafe store(j0, result + 9 * resultStride)
    unsafe store(j1, result + 9 * resultStride + 16)
    unsafe store(k0, result + 10 * resultStride)
    unsafe store(k1, result + 10 * resultStride + 16)
    unsafe store(l0, result + 11 * resultStride)
    unsafe store(l1, result + 11 * resultStride + 16)
  }

  /// Eight rows of two vectors.
  private static func eightRows(
    _ terms: UnsafeBufferPointer<Term>, skipping offset: Int, _ rowStride: Int, _ depth: Int,
    _ result: UnsafeMutablePointer<Float>, _ resultStride: Int
  ) {
    var a0 = Vector.zero, b0 = Vector.zero, c0 = Vector.zero, d0 = Vector.zero
    var a1 = Vector.zero, b1 = Vector.zero, c1 = Vector.zero, d1 = Vector.zero
    var e0 = Vector.zero, f0 = Vector.zero, g0 = Vector.zero, h0 = Vector.zero
    var e1 = Vector.zero, f1 = Vector.zero, g1 = Vector.zero, h1 = Vector.zero
    let (toB, toC, toD, toE) = (rowStride, 2 &* rowStride, 3 &* rowStride, 4 &* rowStride)
    let (toF, toG, toH) = (5 &* rowStride, 6 &* rowStride, 7 &* rowStride)
    for index in 0..<terms.count {
      let term = unsafe terms[index]
      var row = unsafe term.rows + offset
      var weights = unsafe term.weights
      for _ in 0..<depth {
        let (left, right) = unsafe (load(weights), load(weights + 16))
        unsafe weights += 32
        var number = unsafe Vector(repeating: row[0])
        a0.addProduct(number, left)
        a1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toB])
        b0.addProduct(number, left)
        b1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toC])
        c0.addProduct(number, left)
        c1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toD])
        d0.addProduct(number, left)
        d1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toE])
        e0.addProduct(number, left)
        e1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toF])
        f0.addProduct(number, left)
        f1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toG])
        g0.addProduct(number, left)
        g1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toH])
        h0.addProduct(number, left)
        h1.addProduct(number, right)
        unsafe row += 1
      }
    }
    unsafe store(a0, result)
    unsafe store(a1, result + 16)
    unsafe store(b0, result + resultStride)
    unsafe store(b1, result + resultStride + 16)
    unsafe store(c0, result + 2 * resultStride)
    unsafe store(c1, result + 2 * resultStride + 16)
    unsafe store(d0, result + 3 * resultStride)
    unsafe store(d1, result + 3 * resultStride + 16)
    unsafe store(e0, result + 4 * resultStride)
    unsafe store(e1, result + 4 * resultStride + 16)
    unsafe store(f0, result + 5 * resultStride)
    unsafe store(f1, result + 5 * resultStride + 16)
    unsafe store(g0, result + 6 * resultStride)
    unsafe store(g1, result + 6 * resultStride + 16)
    unsafe store(h0, result + 7 * resultStride)
    unsafe store(h1, result + 7 * resultStride + 16)
  }

  /// Four rows of two vectors.
  private static func fourRows(
    _ terms: UnsafeBufferPointer<Term>, skipping offset: Int, _ rowStride: Int, _ depth: Int,
    _ result: UnsafeMutablePointer<Float>, _ resultStride: Int
  ) {
    var a0 = Vector.zero, b0 = Vector.zero, c0 = Vector.zero, d0 = Vector.zero
    var a1 = Vector.zero, b1 = Vector.zero, c1 = Vector.zero, d1 = Vector.zero
    let (toB, toC, toD) = (rowStride, 2 &* rowStride, 3 &* rowStride)
    for index in 0..<terms.count {
      let term = unsafe terms[index]
      var row = unsafe term.rows + offset
      var weights = unsafe term.weights
      for _ in 0..<depth {
        let (left, right) = unsafe (load(weights), load(weights + 16))
        unsafe weights += 32
        var number = unsafe Vector(repeating: row[0])
        a0.addProduct(number, left)
        a1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toB])
        b0.addProduct(number, left)
        b1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toC])
        c0.addProduct(number, left)
        c1.addProduct(number, right)
        number = unsafe Vector(repeating: row[toD])
        d0.addProduct(number, left)
        d1.addProduct(number, right)
        unsafe row += 1
      }
    }
    unsafe store(a0, result)
    unsafe store(a1, result + 16)
    unsafe store(b0, result + resultStride)
    unsafe store(b1, result + resultStride + 16)
    unsafe store(c0, result + 2 * resultStride)
    unsafe store(c1, result + 2 * resultStride + 16)
    unsafe store(d0, result + 3 * resultStride)
    unsafe store(d1, result + 3 * resultStride + 16)
  }
}
