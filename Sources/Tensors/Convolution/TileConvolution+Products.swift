import CVectors

/// The second step of a block: components become products; and what all steps share.
extension TileConvolution {
  /// Sixteen units, as many as a vector register holds.
  typealias Vector = SIMD16<Float>

  @inline(__always)
  static func load(_ address: UnsafePointer<Float>) -> Vector {
    unsafe UnsafeRawPointer(address).load(as: Vector.self)
  }

  @inline(__always)
  static func store(_ vector: Vector, _ address: UnsafeMutablePointer<Float>) {
    unsafe UnsafeMutableRawPointer(address).storeBytes(of: vector, as: Vector.self)
  }

  /// Stores a vector of outputs, or what a map of few units has room for.
  @inline(__always)
  static func store(
    _ vector: Vector, _ address: UnsafeMutablePointer<Float>, isNarrow: Bool
  ) {
    if isNarrow {
      unsafe UnsafeMutableRawPointer(address).storeBytes(
        of: vector.lowHalf.lowHalf, as: SIMD4<Float>.self)
    } else {
      unsafe store(vector, address)
    }
  }

  /// Multiplies a block's components; `ahead` is how many floats further on the weights lie that this
  /// worker will need next, if they have to be brought from memory.
  func multiply(
    _ task: TileTask, _ wanted: Range<Int>, _ panels: Range<Int>,
    _ memory: UnsafeMutablePointer<Float>, ahead: Int? = nil
  ) {
    let block = unsafe task.block
    let products = unsafe products(of: block, memory)
    // Rows beyond the last tile hold what was there before: their sums are never looked at.
    let rowCount = unsafe RowProduct.whole(task.tiles.count)
    let count = summands.count / productCount
    unsafe withUnsafeTemporaryAllocation(of: RowProduct.Term.self, capacity: count) { terms in
      for product in wanted {
        let result = unsafe products + product * block.rows * block.columns
        for panel in panels {
          for index in 0..<count {
            let summand = summands[product * count + index]
            unsafe terms.initializeElement(
              at: index,
              to: RowProduct.Term(
                rows: UnsafePointer(memory) + summand.component * block.rows * block.rowStride,
                weights: weights.isNarrow
                  ? weights.narrow(matrix: summand.matrix)
                  : weights.panel(panel, matrix: summand.matrix)))
          }
          if weights.isNarrow {
            unsafe NarrowProduct.write(
              UnsafeBufferPointer(terms), rowCount: task.tiles.count, rowStride: block.rowStride,
              vectors: task.input.stride / VectorLayout.width, to: result,
              resultStride: block.columns)
            continue
          }
          unsafe RowProduct.write(
            UnsafeBufferPointer(terms), rowCount: rowCount, rowStride: block.rowStride,
            depth: weights.depth, halves: weights.columns > VectorLayout.width ? 2 : 1,
            upcoming: ahead.map { unsafe terms[0].weights + $0 },
            to: result + panel * VectorLayout.panel, resultStride: block.columns)
        }
      }
    }
  }

  /// Products lie behind the components.
  func products(
    of block: TileBlock, _ memory: UnsafeMutablePointer<Float>
  ) -> UnsafeMutablePointer<Float> {
    unsafe memory + block.rows * block.components * block.rowStride
  }
}
