extension TileScheme {
  /// A matrix, and what its number counts in a tap of the kernel.
  struct TapTerm {
    let matrix: Int
    let factor: Float
  }

  /// For each tap of a kernel, what it is a sum of: the way back from `coefficients`.
  ///
  /// There are more matrices than taps, so the way back is that of least squares, (CᵀC)⁻¹Cᵀ, in double
  /// precision. A tap that no matrix has takes part in nothing, and is 0.
  var tapTerms: [[TapTerm]] {
    let taps = kernel * kernel
    func product(_ first: Int, _ second: Int) -> Double {
      coefficients.reduce(0) { $0 + Double($1[first]) * Double($1[second]) }
    }
    // CᵀC beside Cᵀ, which elimination turns into the identity beside the result.
    var rows = (0..<taps).map { tap in
      (0..<taps).map { product(tap, $0) } + coefficients.map { Double($0[tap]) }
    }
    for tap in 0..<taps where rows[tap][tap] > 1e-9 {
      let pivot = rows[tap].map { $0 / rows[tap][tap] }
      rows[tap] = pivot
      for other in 0..<taps where other != tap && rows[other][tap] != 0 {
        let factor = rows[other][tap]
        for column in pivot.indices { rows[other][column] -= factor * pivot[column] }
      }
    }
    return rows.map { row in
      row[taps...].enumerated().filter { abs($0.element) > 1e-9 }.map {
        TapTerm(matrix: $0.offset, factor: Float($0.element))
      }
    }
  }
}
