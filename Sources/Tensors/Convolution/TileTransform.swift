/// The transforms of a scheme, a vector of units at a time.
///
/// Patches, components, products and outputs are squares of vectors. A transform is applied to all
/// columns of a square, then to all rows of what comes of them; the matrices are those of
/// docs/method.md. Sizes are constants of a type, so that the compiler writes each transform out;
/// vectors come and go by closures, so that the first pass reads features and the second writes
/// components, without a copy between.
protocol TileTransform: SendableMetatype {
  /// Sixteen units, as many as a vector register holds.
  typealias Vector = SIMD16<Float>

  /// Pixels along a side of the kernel.
  static var kernel: Int { get }
  /// Pixels along a side of the patch.
  static var patchSide: Int { get }
  /// Input pixels from one tile's patch to the next.
  static var patchStep: Int { get }
  /// Components along a side of their square.
  static var componentSide: Int { get }
  /// Outputs along a side of the tile.
  static var tileSide: Int { get }
  /// Products along a side of their square: which component each is made of, and what the taps of a
  /// kernel's row or column count in its matrix.
  static var products: [(component: Int, taps: [Float])] { get }
  /// The number of `products`, as a constant.
  static var productSide: Int { get }
  /// Turns a row or column of inputs into components.
  static func formComponents(_ x: (Int) -> Vector, _ result: (Int, Vector) -> Void)
  /// Turns a row or column of products into outputs.
  static func formOutputs(_ x: (Int) -> Vector, _ result: (Int, Vector) -> Void)

  // Each transform has these two of its own, in which its sizes are constants.

  /// The first step of a block.
  static func formComponents(
    of convolution: TileConvolution, _ task: TileTask, _ memory: UnsafeMutablePointer<Float>)
  /// The last step of a block.
  static func formOutputs(
    of convolution: TileConvolution, _ task: TileTask, _ products: UnsafePointer<Float>)
}

extension TileTransform {
  static func formComponents(
    of convolution: TileConvolution, _ task: TileTask, _ memory: UnsafeMutablePointer<Float>
  ) {
    unsafe convolution.formComponents(Self.self, task, memory)
  }

  static func formOutputs(
    of convolution: TileConvolution, _ task: TileTask, _ products: UnsafePointer<Float>
  ) {
    unsafe convolution.formOutputs(Self.self, task, products)
  }
}

/// A pixel and its differences to the one before and to the one after; the even and the odd output.
enum DoublingOfOne: TileTransform {
  static var kernel: Int { 3 }
  static var patchSide: Int { 3 }
  static var patchStep: Int { 1 }
  static var componentSide: Int { 3 }
  static var tileSide: Int { 2 }
  static var productSide: Int { 3 }
  static let products: [(component: Int, taps: [Float])] = [
    (component: 0, taps: [1, 1, 1]),
    (component: 1, taps: [1, 0, 0]),
    (component: 2, taps: [0, 0, -1]),
  ]

  @inline(__always)
  static func formComponents(_ x: (Int) -> Vector, _ result: (Int, Vector) -> Void) {
    let (before, pixel, after) = (x(0), x(1), x(2))
    result(0, pixel)
    result(1, before - pixel)
    result(2, pixel - after)
  }

  @inline(__always)
  static func formOutputs(_ x: (Int) -> Vector, _ result: (Int, Vector) -> Void) {
    let whole = x(0)
    result(0, whole + x(1))
    result(1, whole + x(2))
  }
}

/// Two pixels with their neighbours: four outputs of five products of four components.
enum DoublingOfTwo: TileTransform {
  static var kernel: Int { 3 }
  static var patchSide: Int { 4 }
  static var patchStep: Int { 2 }
  static var componentSide: Int { 4 }
  static var tileSide: Int { 4 }
  static var productSide: Int { 5 }
  static let products: [(component: Int, taps: [Float])] = [
    (component: 0, taps: [1, 0, 0]),
    (component: 1, taps: [0.5, 0.5, 0.5]),
    (component: 2, taps: [0.5, -0.5, -0.5]),
    (component: 2, taps: [0.5, 0.5, -0.5]),
    (component: 3, taps: [0, 0, 1]),
  ]

  @inline(__always)
  static func formComponents(_ x: (Int) -> Vector, _ result: (Int, Vector) -> Void) {
    let (before, first, second, after) = (x(0), x(1), x(2), x(3))
    result(0, before - second)
    result(1, first + second)
    result(2, second - first)
    result(3, after - first)
  }

  @inline(__always)
  static func formOutputs(_ x: (Int) -> Vector, _ result: (Int, Vector) -> Void) {
    let (whole, outer, inner) = (x(1), x(2), x(3))
    result(0, x(0) + whole + outer)
    result(1, whole - inner)
    result(2, whole - outer)
    result(3, x(4) + whole + inner)
  }
}

/// The two phases of a transposed convolution for two pixels: F(2, 2) each, with a component shared.
enum TransposedOfTwo: TileTransform {
  static var kernel: Int { 4 }
  static var patchSide: Int { 4 }
  static var patchStep: Int { 2 }
  static var componentSide: Int { 5 }
  static var tileSide: Int { 4 }
  static var productSide: Int { 6 }
  static let products: [(component: Int, taps: [Float])] = [
    (component: 0, taps: [0, 0, 0, 1]),
    (component: 1, taps: [0, 1, 0, 1]),
    (component: 2, taps: [0, 1, 0, 0]),
    (component: 2, taps: [0, 0, 1, 0]),
    (component: 3, taps: [1, 0, 1, 0]),
    (component: 4, taps: [1, 0, 0, 0]),
  ]

  @inline(__always)
  static func formComponents(_ x: (Int) -> Vector, _ result: (Int, Vector) -> Void) {
    let (before, first, second, after) = (x(0), x(1), x(2), x(3))
    result(0, before - first)
    result(1, first)
    result(2, first - second)
    result(3, second)
    result(4, second - after)
  }

  @inline(__always)
  static func formOutputs(_ x: (Int) -> Vector, _ result: (Int, Vector) -> Void) {
    let (even, odd) = (x(1), x(4))
    result(0, x(0) + even)
    result(1, x(3) + odd)
    result(2, even - x(2))
    result(3, odd - x(5))
  }
}

/// F(2, 3), with the points 0, 1, −1 and infinity.
enum WinogradOfTwo: TileTransform {
  static var kernel: Int { 3 }
  static var patchSide: Int { 4 }
  static var patchStep: Int { 2 }
  static var componentSide: Int { 4 }
  static var tileSide: Int { 2 }
  static var productSide: Int { 4 }
  static let products: [(component: Int, taps: [Float])] = [
    (component: 0, taps: [1, 0, 0]),
    (component: 1, taps: [0.5, 0.5, 0.5]),
    (component: 2, taps: [0.5, -0.5, 0.5]),
    (component: 3, taps: [0, 0, 1]),
  ]

  @inline(__always)
  static func formComponents(_ x: (Int) -> Vector, _ result: (Int, Vector) -> Void) {
    let (a, b, c, d) = (x(0), x(1), x(2), x(3))
    result(0, a - c)
    result(1, b + c)
    result(2, c - b)
    result(3, b - d)
  }

  @inline(__always)
  static func formOutputs(_ x: (Int) -> Vector, _ result: (Int, Vector) -> Void) {
    let (b, c) = (x(1), x(2))
    result(0, x(0) + b + c)
    result(1, b - c - x(3))
  }
}

/// F(4, 3), with the points 0, 1, −1, 2, −2 and infinity.
enum WinogradOfFour: TileTransform {
  static var kernel: Int { 3 }
  static var patchSide: Int { 6 }
  static var patchStep: Int { 4 }
  static var componentSide: Int { 6 }
  static var tileSide: Int { 4 }
  static var productSide: Int { 6 }
  static let products: [(component: Int, taps: [Float])] = [
    (component: 0, taps: [1 / 4, 0, 0]),
    (component: 1, taps: [-1 / 6, -1 / 6, -1 / 6]),
    (component: 2, taps: [-1 / 6, 1 / 6, -1 / 6]),
    (component: 3, taps: [1 / 24, 1 / 12, 1 / 6]),
    (component: 4, taps: [1 / 24, -1 / 12, 1 / 6]),
    (component: 5, taps: [0, 0, 1]),
  ]

  @inline(__always)
  static func formComponents(_ x: (Int) -> Vector, _ result: (Int, Vector) -> Void) {
    let (a, b, c) = (x(0), x(1), x(2))
    let (d, e, f) = (x(3), x(4), x(5))
    let evenOfOne = e - 4 * c
    let oddOfOne = d - 4 * b
    let evenOfTwo = e - c
    let oddOfTwo = 2 * (d - b)
    result(0, 4 * a - 5 * c + e)
    result(1, evenOfOne + oddOfOne)
    result(2, evenOfOne - oddOfOne)
    result(3, evenOfTwo + oddOfTwo)
    result(4, evenOfTwo - oddOfTwo)
    result(5, 4 * b - 5 * d + f)
  }

  @inline(__always)
  static func formOutputs(_ x: (Int) -> Vector, _ result: (Int, Vector) -> Void) {
    let (b, c, d, e) = (x(1), x(2), x(3), x(4))
    let evenOfOne = b + c
    let oddOfOne = b - c
    let evenOfTwo = d + e
    let oddOfTwo = d - e
    result(0, x(0) + evenOfOne + evenOfTwo)
    result(1, oddOfOne + 2 * oddOfTwo)
    result(2, evenOfOne + 4 * evenOfTwo)
    result(3, oddOfOne + 8 * oddOfTwo + x(5))
  }
}
