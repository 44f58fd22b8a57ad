import CVectors

/// A way to compute a convolution tile by tile: what a tile reads, which products it needs, and how
/// its outputs come of them.
///
/// Each tile reads a square patch of the input and turns it into *components*, which are rows of
/// matrix products with transformed weights; of the products it makes a square of outputs. The
/// transforms are linear and act on rows and columns of a patch in turn, unit by unit, so that the
/// schemes differ only in small matrices (docs/method.md derives them). Here stand all of them.
package struct TileScheme: Sendable {
  /// What a person calls it.
  package let name: String
  /// Pixels along a side of the kernel.
  let kernel: Int
  /// Pixels along a side of the patch.
  let patchSide: Int
  /// Input pixels from one tile's patch to the next.
  let patchStep: Int
  /// Where the first patch begins; before the map there are zeros.
  let patchOrigin: Int
  /// Components along a side of the square that a patch is turned into.
  let componentSide: Int
  /// Output pixels along a side of the tile.
  package let tileSide: Int
  /// The products of a tile, each a sum.
  let products: [[Summand]]
  /// For each matrix, what each tap of a kernel counts in it.
  let coefficients: [[Float]]
  /// How components and outputs are formed, if they are not the inputs and products themselves.
  let transform: transform_kind

  /// A component and the matrix that it is multiplied with.
  struct Summand: Hashable, Sendable {
    let component: Int
    let matrix: Int
  }

  // MARK: Schemes without a transform

  /// A tile is one output; its components are the inputs under the kernel.
  package static func direct(kernel: Int, stride: Int, padding: Int) -> TileScheme {
    let taps = kernel * kernel
    return TileScheme(
      kernel == 1 ? "pointwise" : "direct", kernel: kernel, patch: (kernel, stride, -padding),
      tileSide: 1, products: [(0..<taps).map { Summand(component: $0, matrix: $0) }],
      coefficients: (0..<taps).map { unit(tap: $0, of: taps) })
  }

  /// A single input pixel, a kernel that covers the whole output: the layer after a latent.
  package static func dense(kernel: Int, padding: Int, isTransposed: Bool) -> TileScheme {
    let side = isTransposed ? kernel - 2 * padding : 2 * padding - kernel + 2
    return TileScheme(
      "dense", kernel: kernel, patch: (1, 1, 0), tileSide: side,
      products: (0..<side * side).map { [Summand(component: 0, matrix: $0)] },
      coefficients: (0..<side * side).map { output in
        // A convolution sees the pixel through the mirrored kernel, its transpose does not.
        let (row, column) = output.quotientAndRemainder(dividingBy: side)
        let tap =
          isTransposed
          ? (row + padding) * kernel + column + padding
          : (padding - row) * kernel + padding - column
        return unit(tap: tap, of: kernel * kernel)
      })
  }

  /// The transposed convolution of 4×4 with stride 2 and padding 1: four phases of 2×2.
  package static let transposed = TileScheme(
    "four phases", kernel: 4, patch: (3, 1, -1), tileSide: 2,
    products: (0..<4).map { phase in
      phaseTaps[phase / 2].flatMap { row in
        phaseTaps[phase % 2].map { column in
          Summand(
            component: 3 * row.pixel + column.pixel, matrix: 4 * row.weight + column.weight)
        }
      }
    }, coefficients: (0..<16).map { unit(tap: $0, of: 16) })

  /// For even and odd outputs, the pixels of the patch and the weights that meet.
  private static let phaseTaps: [[(pixel: Int, weight: Int)]] = [
    [(pixel: 1, weight: 1), (pixel: 0, weight: 3)],
    [(pixel: 2, weight: 0), (pixel: 1, weight: 2)],
  ]

  private static func unit(tap: Int, of count: Int) -> [Float] {
    (0..<count).map { $0 == tap ? 1 : 0 }
  }

  private init(
    _ name: String, kernel: Int, patch: (side: Int, step: Int, origin: Int), tileSide: Int,
    products: [[Summand]], coefficients: [[Float]]
  ) {
    self.name = name
    self.kernel = kernel
    patchSide = patch.side
    patchStep = patch.step
    patchOrigin = patch.origin
    componentSide = patch.side
    self.tileSide = tileSide
    self.products = products
    self.coefficients = coefficients
    transform = transform_none
  }

  // MARK: Schemes with a transform

  /// A 3×3 convolution after doubling, as nine products a pixel of the map before: the sum of a
  /// kernel's row times the pixel, and its ends times the differences to the neighbours.
  package static let doubling = TileScheme("doubling", .doublingOfOne)
  /// The same for 2×2 pixels of the map before: 25 products for 16 outputs.
  package static let doubling2 = TileScheme("doubling 2×2", .doublingOfTwo)
  /// `transposed` for 2×2 pixels, each phase by Winograd's F(2×2, 2×2): 36 products for 16 outputs.
  package static let transposed2 = TileScheme("phases 2×2", .transposedOfTwo)
  /// Winograd's F(2×2, 3×3): 16 products for 4 outputs.
  package static let winograd2 = TileScheme("Winograd 2×2", .winogradOfTwo)
  /// Winograd's F(4×4, 3×3): 36 products for 16 outputs.
  package static let winograd4 = TileScheme("Winograd 4×4", .winogradOfFour)

  /// Applies a transform to rows and to columns: each product has a matrix of its own.
  private init(_ name: String, _ transform: TileTransform) {
    self.name = name
    kernel = transform.kernel
    patchSide = transform.patchSide
    patchStep = transform.patchStep
    patchOrigin = -1
    componentSide = transform.componentSide
    tileSide = transform.tileSide
    let (side, rows) = (transform.componentSide, transform.products)
    products = rows.enumerated().flatMap { vertical, row in
      rows.enumerated().map { horizontal, column in
        [
          Summand(
            component: row.component * side + column.component,
            matrix: vertical * rows.count + horizontal)
        ]
      }
    }
    coefficients = rows.flatMap { row in
      rows.map { column in row.taps.flatMap { first in column.taps.map { first * $0 } } }
    }
    self.transform = transform.kind
  }

  // MARK: What a tile takes

  /// The tiles, as rows and columns of tiles, that make a region of the output.
  package func tiles(making region: PixelRegion) -> PixelRegion {
    PixelRegion(
      rows: region.rows.lowerBound / tileSide..<(region.rows.upperBound + tileSide - 1) / tileSide,
      columns: region.columns.lowerBound / tileSide..<(region.columns.upperBound + tileSide - 1)
        / tileSide)
  }

  /// Components of a patch.
  package var componentCount: Int { componentSide * componentSide }

  /// Multiplications of a tile for each pair of an input's and an output's unit.
  package var multiplicationCount: Int { products.reduce(0) { $0 + $1.count } }

  /// Matrices of weights.
  package var matrixCount: Int { coefficients.count }

  /// Products that are read to make a tile's outputs.
  package var productCount: Int { products.count }
}

extension TileScheme: Hashable {
  package static func == (first: TileScheme, second: TileScheme) -> Bool {
    first.name == second.name && first.kernel == second.kernel
      && first.patchStep == second.patchStep && first.patchOrigin == second.patchOrigin
      && first.coefficients == second.coefficients
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(kernel)
  }
}

extension TileScheme: CustomStringConvertible {
  package var description: String { name }
}
