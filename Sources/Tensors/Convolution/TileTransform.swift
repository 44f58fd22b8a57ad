/// The transforms of a scheme, in place, a vector of units at a time.
///
/// Patches and products are squares of vectors, row by row. A transform is applied to all columns,
/// then to all rows; the matrices are those of docs/method.md. Sizes are constants of a type, so that
/// the compiler writes each transform out.
protocol TileTransform {
  typealias Vector = SIMD16<Float>

  /// Pixels along a side of the patch, and products along a side of their square.
  static var side: Int { get }
  /// Outputs along a side of the tile.
  static var tileSide: Int { get }
  /// Turns a row or column of inputs, `step` apart, into components.
  static func formComponents(_ x: UnsafeMutablePointer<Vector>, _ step: Int)
  /// Turns a row or column of products into outputs, which stand first.
  static func formOutputs(_ x: UnsafeMutablePointer<Vector>, _ step: Int)
}

extension TileTransform {
  @inline(__always)
  static func formComponents(of patch: UnsafeMutablePointer<Vector>) {
    for column in 0..<side { unsafe formComponents(patch + column, side) }
    for row in 0..<side { unsafe formComponents(patch + row * side, 1) }
  }

  @inline(__always)
  static func formOutputs(of products: UnsafeMutablePointer<Vector>) {
    for column in 0..<side { unsafe formOutputs(products + column, side) }
    for row in 0..<tileSide { unsafe formOutputs(products + row * side, 1) }
  }
}

/// A pixel and its differences to the one before and to the one after; the even and the odd output.
enum DoublingTransform: TileTransform {
  static var side: Int { 3 }
  static var tileSide: Int { 2 }

  @inline(__always)
  static func formComponents(_ x: UnsafeMutablePointer<Vector>, _ step: Int) {
    let (before, pixel, after) = unsafe (x[0], x[step], x[2 * step])
    unsafe x[0] = pixel
    unsafe x[step] = before - pixel
    unsafe x[2 * step] = pixel - after
  }

  @inline(__always)
  static func formOutputs(_ x: UnsafeMutablePointer<Vector>, _ step: Int) {
    let whole = unsafe x[0]
    unsafe x[0] = whole + x[step]
    unsafe x[step] = whole + x[2 * step]
  }
}

/// F(2, 3), with the points 0, 1, −1 and infinity.
enum WinogradOfTwo: TileTransform {
  static var side: Int { 4 }
  static var tileSide: Int { 2 }

  @inline(__always)
  static func formComponents(_ x: UnsafeMutablePointer<Vector>, _ step: Int) {
    let (a, b, c, d) = unsafe (x[0], x[step], x[2 * step], x[3 * step])
    unsafe x[0] = a - c
    unsafe x[step] = b + c
    unsafe x[2 * step] = c - b
    unsafe x[3 * step] = b - d
  }

  @inline(__always)
  static func formOutputs(_ x: UnsafeMutablePointer<Vector>, _ step: Int) {
    let (a, b, c, d) = unsafe (x[0], x[step], x[2 * step], x[3 * step])
    unsafe x[0] = a + b + c
    unsafe x[step] = b - c - d
  }
}

/// F(4, 3), with the points 0, 1, −1, 2, −2 and infinity.
enum WinogradOfFour: TileTransform {
  static var side: Int { 6 }
  static var tileSide: Int { 4 }

  @inline(__always)
  static func formComponents(_ x: UnsafeMutablePointer<Vector>, _ step: Int) {
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
  static func formOutputs(_ x: UnsafeMutablePointer<Vector>, _ step: Int) {
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
