/// Products with half a panel: for few outputs, or few registers.
extension RowProduct {
  /// Four rows and half a panel: what sixteen registers have room for.
  static func fourRows(
    _ terms: UnsafeBufferPointer<Term>, skipping offset: Int, half: Int, _ rowStride: Int,
    _ depth: Int, _ result: UnsafeMutablePointer<Float>, _ resultStride: Int
  ) {
    var a = Vector.zero, b = Vector.zero, c = Vector.zero, d = Vector.zero
    let (toB, toC, toD) = (rowStride, 2 &* rowStride, 3 &* rowStride)
    for index in 0..<terms.count {
      let term = unsafe terms[index]
      var row = unsafe term.rows + offset
      var weights = unsafe term.weights + 16 * half
      for _ in 0..<depth {
        let vector = unsafe load(weights)
        unsafe weights += 32
        unsafe a.addProduct(Vector(repeating: row[0]), vector)
        unsafe b.addProduct(Vector(repeating: row[toB]), vector)
        unsafe c.addProduct(Vector(repeating: row[toC]), vector)
        unsafe d.addProduct(Vector(repeating: row[toD]), vector)
        unsafe row += 1
      }
    }
    let target = unsafe result + 16 * half
    unsafe store(a, target)
    unsafe store(b, target + resultStride)
    unsafe store(c, target + 2 * resultStride)
    unsafe store(d, target + 3 * resultStride)
  }

  /// Twelve rows and the first half of a panel, whose other half is empty.
  static func twelveHalfRows(
    _ terms: UnsafeBufferPointer<Term>, skipping offset: Int, _ rowStride: Int, _ depth: Int,
    _ result: UnsafeMutablePointer<Float>, _ resultStride: Int
  ) {
    var a = Vector.zero, b = Vector.zero, c = Vector.zero, d = Vector.zero
    var e = Vector.zero, f = Vector.zero, g = Vector.zero, h = Vector.zero
    var i = Vector.zero, j = Vector.zero, k = Vector.zero, l = Vector.zero
    let (toB, toC, toD, toE) = (rowStride, 2 &* rowStride, 3 &* rowStride, 4 &* rowStride)
    let (toF, toG, toH, toI) = (5 &* rowStride, 6 &* rowStride, 7 &* rowStride, 8 &* rowStride)
    let (toJ, toK, toL) = (9 &* rowStride, 10 &* rowStride, 11 &* rowStride)
    for index in 0..<terms.count {
      let term = unsafe terms[index]
      var row = unsafe term.rows + offset
      var weights = unsafe term.weights
      for _ in 0..<depth {
        let vector = unsafe load(weights)
        unsafe weights += 32
        unsafe a.addProduct(Vector(repeating: row[0]), vector)
        unsafe b.addProduct(Vector(repeating: row[toB]), vector)
        unsafe c.addProduct(Vector(repeating: row[toC]), vector)
        unsafe d.addProduct(Vector(repeating: row[toD]), vector)
        unsafe e.addProduct(Vector(repeating: row[toE]), vector)
        unsafe f.addProduct(Vector(repeating: row[toF]), vector)
        unsafe g.addProduct(Vector(repeating: row[toG]), vector)
        unsafe h.addProduct(Vector(repeating: row[toH]), vector)
        unsafe i.addProduct(Vector(repeating: row[toI]), vector)
        unsafe j.addProduct(Vector(repeating: row[toJ]), vector)
        unsafe k.addProduct(Vector(repeating: row[toK]), vector)
        unsafe l.addProduct(Vector(repeating: row[toL]), vector)
        unsafe row += 1
      }
    }
    unsafe store(a, result)
    unsafe store(b, result + resultStride)
    unsafe store(c, result + 2 * resultStride)
    unsafe store(d, result + 3 * resultStride)
    unsafe store(e, result + 4 * resultStride)
    unsafe store(f, result + 5 * resultStride)
    unsafe store(g, result + 6 * resultStride)
    unsafe store(h, result + 7 * resultStride)
    unsafe store(i, result + 8 * resultStride)
    unsafe store(j, result + 9 * resultStride)
    unsafe store(k, result + 10 * resultStride)
    unsafe store(l, result + 11 * resultStride)
  }
}
