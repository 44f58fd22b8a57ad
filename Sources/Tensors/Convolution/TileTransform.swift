/// The transforms of tiles, in place, a vector of units at a time.
///
/// Patches and products are squares of vectors, row by row. A transform is applied to all columns,
/// then to all rows; the matrices are those of docs/method.md.
enum TileTransform {
  typealias Vector = SIMD16<Float>

  /// Turns a patch of `patchSide` squared inputs into components.
  @inline(__always)
  static func formComponents(_ scheme: TileScheme, _ patch: UnsafeMutablePointer<Vector>) {
    switch scheme {
    case .direct, .dense, .transposed: break
    case .doubling:
      for column in 0..<3 { unsafe differences(patch + column, 3) }
      for row in 0..<3 { unsafe differences(patch + 3 * row, 1) }
    case .winograd2:
      for column in 0..<4 { unsafe inputOfTwo(patch + column, 4) }
      for row in 0..<4 { unsafe inputOfTwo(patch + 4 * row, 1) }
    case .winograd4:
      for column in 0..<6 { unsafe inputOfFour(patch + column, 6) }
      for row in 0..<6 { unsafe inputOfFour(patch + 6 * row, 1) }
    }
  }

  /// Turns `productSide` squared products into outputs, which stand at the start of the first
  /// `tileSide` rows.
  @inline(__always)
  static func formOutputs(_ scheme: TileScheme, _ products: UnsafeMutablePointer<Vector>) {
    switch scheme {
    case .direct, .dense, .transposed: break
    case .doubling:
      for column in 0..<3 { unsafe sums(products + column, 3) }
      for row in 0..<2 { unsafe sums(products + 3 * row, 1) }
    case .winograd2:
      for column in 0..<4 { unsafe outputOfTwo(products + column, 4) }
      for row in 0..<2 { unsafe outputOfTwo(products + 4 * row, 1) }
    case .winograd4:
      for column in 0..<6 { unsafe outputOfFour(products + column, 6) }
      for row in 0..<4 { unsafe outputOfFour(products + 6 * row, 1) }
    }
  }

  // MARK: Doubling

  /// A pixel, and its differences to the one before and to the one after.
  @inline(__always)
  private static func differences(_ x: UnsafeMutablePointer<Vector>, _ step: Int) {
    let (before, pixel, after) = unsafe (x[0], x[step], x[2 * step])
    unsafe x[0] = pixel
    unsafe x[step] = before - pixel
    unsafe x[2 * step] = pixel - after
  }

  /// The even and the odd output.
  @inline(__always)
  private static func sums(_ x: UnsafeMutablePointer<Vector>, _ step: Int) {
    let whole = unsafe x[0]
    unsafe x[0] = whole + x[step]
    unsafe x[step] = whole + x[2 * step]
  }

  // MARK: Winograd

  @inline(__always)
  private static func inputOfTwo(_ x: UnsafeMutablePointer<Vector>, _ step: Int) {
    let (a, b, c, d) = unsafe (x[0], x[step], x[2 * step], x[3 * step])
    unsafe x[0] = a - c
    unsafe x[step] = b + c
    unsafe x[2 * step] = c - b
    unsafe x[3 * step] = b - d
  }

  @inline(__always)
  private static func outputOfTwo(_ x: UnsafeMutablePointer<Vector>, _ step: Int) {
    let (a, b, c, d) = unsafe (x[0], x[step], x[2 * step], x[3 * step])
    unsafe x[0] = a + b + c
    unsafe x[step] = b - c - d
  }

  @inline(__always)
  private static func inputOfFour(_ x: UnsafeMutablePointer<Vector>, _ step: Int) {
    let (a, b, c) = unsafe (x[0], x[step], x[2 * step])
    let (d, e, f) = unsafe (x[3 * step], x[4 * step], x[5 * step])
    let evenOfOne = e - 4 * c
    let oddOfOne = d - 4 * b
    let evenOfTwo = e - c
    let oddOfTwo = 2 * (d - b)
    unsafe x[0] = 4 * a - 5 * c + e
    unsafe x[step] = evenOfOne + oddOfOne
    unsafe x[2 * step] = evenOfOne - oddOfOne
    unsafe x[3 * step] = evenOfTwo + oddOfTwo
    unsafe x[4 * step] = evenOfTwo - oddOfTwo
    unsafe x[5 * step] = 4 * b - 5 * d + f
  }

  @inline(__always)
  private static func outputOfFour(_ x: UnsafeMutablePointer<Vector>, _ step: Int) {
    let (a, b, c) = unsafe (x[0], x[step], x[2 * step])
    let (d, e, f) = unsafe (x[3 * step], x[4 * step], x[5 * step])
    let evenOfOne = b + c
    let oddOfOne = b - c
    let evenOfTwo = d + e
    let oddOfTwo = d - e
    unsafe x[0] = a + evenOfOne + evenOfTwo
    unsafe x[step] = oddOfOne + 2 * oddOfTwo
    unsafe x[2 * step] = evenOfOne + 4 * evenOfTwo
    unsafe x[3 * step] = oddOfOne + 8 * oddOfTwo + f
  }
}
