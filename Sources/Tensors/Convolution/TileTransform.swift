import CVectors

/// The transforms of a scheme: their sizes, and what they make of kernels.
///
/// Patches, components, products and outputs are squares. A transform is applied to all columns of a
/// square, then to all rows of what comes of them; the matrices are those of docs/method.md. How patches
/// become components, and products outputs, is in `transforms.h`.
struct TileTransform: Sendable {
  /// What the kernels call it.
  let kind: transform_kind
  /// Pixels along a side of the kernel.
  let kernel: Int
  /// Pixels along a side of the patch.
  let patchSide: Int
  /// Input pixels from one tile's patch to the next.
  let patchStep: Int
  /// Components along a side of their square.
  let componentSide: Int
  /// Outputs along a side of the tile.
  let tileSide: Int
  /// Products along a side of their square: which component each is made of, and what the taps of a
  /// kernel's row or column count in its matrix.
  let products: [(component: Int, taps: [Float])]

  /// A pixel and its differences to the one before and to the one after; the even and the odd output.
  static let doublingOfOne = TileTransform(
    kind: transform_doubling_of_one, kernel: 3, patchSide: 3, patchStep: 1, componentSide: 3,
    tileSide: 2,
    products: [
      (component: 0, taps: [1, 1, 1]),
      (component: 1, taps: [1, 0, 0]),
      (component: 2, taps: [0, 0, -1]),
    ])

  /// Two pixels with their neighbours: four outputs of five products of four components.
  static let doublingOfTwo = TileTransform(
    kind: transform_doubling_of_two, kernel: 3, patchSide: 4, patchStep: 2, componentSide: 4,
    tileSide: 4,
    products: [
      (component: 0, taps: [1, 0, 0]),
      (component: 1, taps: [0.5, 0.5, 0.5]),
      (component: 2, taps: [0.5, -0.5, -0.5]),
      (component: 2, taps: [0.5, 0.5, -0.5]),
      (component: 3, taps: [0, 0, 1]),
    ])

  /// The two phases of a transposed convolution for two pixels: F(2, 2) each, with a component shared.
  static let transposedOfTwo = TileTransform(
    kind: transform_transposed_of_two, kernel: 4, patchSide: 4, patchStep: 2, componentSide: 5,
    tileSide: 4,
    products: [
      (component: 0, taps: [0, 0, 0, 1]),
      (component: 1, taps: [0, 1, 0, 1]),
      (component: 2, taps: [0, 1, 0, 0]),
      (component: 2, taps: [0, 0, 1, 0]),
      (component: 3, taps: [1, 0, 1, 0]),
      (component: 4, taps: [1, 0, 0, 0]),
    ])

  /// F(2, 3), with the points 0, 1, −1 and infinity.
  static let winogradOfTwo = TileTransform(
    kind: transform_winograd_of_two, kernel: 3, patchSide: 4, patchStep: 2, componentSide: 4,
    tileSide: 2,
    products: [
      (component: 0, taps: [1, 0, 0]),
      (component: 1, taps: [0.5, 0.5, 0.5]),
      (component: 2, taps: [0.5, -0.5, 0.5]),
      (component: 3, taps: [0, 0, 1]),
    ])

  /// F(4, 3), with the points 0, 1, −1, 2, −2 and infinity.
  static let winogradOfFour = TileTransform(
    kind: transform_winograd_of_four, kernel: 3, patchSide: 6, patchStep: 4, componentSide: 6,
    tileSide: 4,
    products: [
      (component: 0, taps: [1 / 4, 0, 0]),
      (component: 1, taps: [-1 / 6, -1 / 6, -1 / 6]),
      (component: 2, taps: [-1 / 6, 1 / 6, -1 / 6]),
      (component: 3, taps: [1 / 24, 1 / 12, 1 / 6]),
      (component: 4, taps: [1 / 24, -1 / 12, 1 / 6]),
      (component: 5, taps: [0, 0, 1]),
    ])
}
