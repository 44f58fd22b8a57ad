/// A way to compute a convolution tile by tile: what a tile reads, which products it needs, and how
/// its outputs come of them.
///
/// Each tile reads a square patch of the input and turns it into *components*, which are rows of
/// matrix products with transformed weights; of the products it makes a square of outputs. The
/// transforms are linear and act on rows and columns of a patch in turn, unit by unit, so that the
/// schemes differ only in small matrices (docs/method.md derives them).
package enum TileScheme: Hashable, Sendable {
  /// A tile is one output; its components are the inputs under the kernel.
  case direct(kernel: Int, stride: Int, padding: Int)
  /// A single input pixel, a kernel that covers the whole output: the layer after a latent.
  case dense(kernel: Int, padding: Int, isTransposed: Bool)
  /// A 3×3 convolution after doubling, as nine products a pixel of the map before: the sum of a
  /// kernel's row times the pixel, and its ends times the differences to the neighbours.
  case doubling
  /// The same for 2×2 pixels of the map before: 25 products for 16 outputs.
  case doubling2
  /// The transposed convolution of 4×4 with stride 2 and padding 1: four phases of 2×2.
  case transposed
  /// The same for 2×2 pixels, each phase by Winograd's F(2×2, 2×2): 36 products for 16 outputs.
  case transposed2
  /// Winograd's F(2×2, 3×3): 16 products for 4 outputs.
  case winograd2
  /// Winograd's F(4×4, 3×3): 36 products for 16 outputs.
  case winograd4

  /// A convolution of 1×1.
  static let pointwise = TileScheme.direct(kernel: 1, stride: 1, padding: 0)

  /// A component and the matrix that it is multiplied with.
  struct Summand: Hashable, Sendable {
    let component: Int
    let matrix: Int
  }

  /// Pixels along a side of the patch.
  var patchSide: Int {
    switch self {
    case .direct(let kernel, _, _): kernel
    case .dense: 1
    case .doubling, .transposed: 3
    case .doubling2, .transposed2, .winograd2: 4
    case .winograd4: 6
    }
  }

  /// Input pixels from one tile's patch to the next.
  var patchStep: Int {
    switch self {
    case .direct(_, let stride, _): stride
    case .dense, .doubling, .transposed: 1
    case .doubling2, .transposed2, .winograd2: 2
    case .winograd4: 4
    }
  }

  /// Where the first patch begins; before the map there are zeros.
  var patchOrigin: Int {
    switch self {
    case .direct(_, _, let padding): -padding
    case .dense: 0
    case .doubling, .doubling2, .transposed, .transposed2, .winograd2, .winograd4: -1
    }
  }

  /// Pixels along a side of the kernel.
  var kernel: Int {
    switch self {
    case .direct(let kernel, _, _), .dense(let kernel, _, _): kernel
    case .doubling, .doubling2, .winograd2, .winograd4: 3
    case .transposed, .transposed2: 4
    }
  }

  /// Output pixels along a side of the tile.
  package var tileSide: Int {
    switch self {
    case .direct: 1
    case .dense(let kernel, let padding, let isTransposed):
      isTransposed ? kernel - 2 * padding : 2 * padding - kernel + 2
    case .doubling, .transposed, .winograd2: 2
    case .doubling2, .transposed2, .winograd4: 4
    }
  }

  /// Products along a side of the square that outputs are made of.
  var productSide: Int {
    switch self {
    case .direct: 1
    case .dense: tileSide
    case .transposed: 2
    case .doubling2: 5
    case .transposed2: 6
    case .doubling, .winograd2, .winograd4: patchSide
    }
  }

  /// Components along a side of the square that a patch is turned into.
  var componentSide: Int {
    switch self {
    case .transposed2: 5
    default: patchSide
    }
  }

  /// The components that a patch is turned into.
  var components: Int { componentSide * componentSide }

  /// The products of a tile, each a sum.
  var products: [[Summand]] {
    switch self {
    case .direct(let kernel, _, _):
      [(0..<kernel * kernel).map { Summand(component: $0, matrix: $0) }]
    case .dense:
      (0..<tileSide * tileSide).map { [Summand(component: 0, matrix: $0)] }
    case .doubling, .winograd2, .winograd4: squared(Array(0..<componentSide))
    case .doubling2: squared([0, 1, 2, 2, 3])
    case .transposed2: squared([0, 1, 2, 2, 3, 4])
    case .transposed:
      (0..<4).map { phase in
        Self.phaseTaps[phase / 2].flatMap { row in
          Self.phaseTaps[phase % 2].map { column in
            Summand(
              component: 3 * row.pixel + column.pixel, matrix: 4 * row.weight + column.weight)
          }
        }
      }
    }
  }

  /// Products of which each has a matrix of its own, from the component of each along a side.
  private func squared(_ parts: [Int]) -> [[Summand]] {
    parts.enumerated().flatMap { row, vertical in
      parts.enumerated().map { column, horizontal in
        [
          Summand(
            component: vertical * componentSide + horizontal, matrix: row * parts.count + column)
        ]
      }
    }
  }

  /// For even and odd outputs, the pixels of the patch and the weights that meet.
  private static let phaseTaps: [[(pixel: Int, weight: Int)]] = [
    [(pixel: 1, weight: 1), (pixel: 0, weight: 3)],
    [(pixel: 2, weight: 0), (pixel: 1, weight: 2)],
  ]

  /// For each matrix, what each tap of a kernel counts in it.
  var coefficients: [[Float]] {
    switch self {
    case .direct, .transposed: Self.identity(kernel * kernel)
    case .dense(let kernel, let padding, let isTransposed):
      // A convolution sees the pixel through the mirrored kernel, its transpose does not.
      (0..<tileSide * tileSide).map { output in
        let (row, column) = output.quotientAndRemainder(dividingBy: tileSide)
        let tap =
          isTransposed
          ? (row + padding) * kernel + column + padding
          : (padding - row) * kernel + padding - column
        return (0..<kernel * kernel).map { $0 == tap ? 1 : 0 }
      }
    case .doubling: Self.outerSquare([[1, 1, 1], [1, 0, 0], [0, 0, -1]])
    case .doubling2:
      Self.outerSquare([
        [1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, -0.5], [0.5, 0.5, -0.5], [0, 0, 1],
      ])
    case .transposed2:
      Self.outerSquare([
        [0, 0, 0, 1], [0, 1, 0, 1], [0, 1, 0, 0], [0, 0, 1, 0], [1, 0, 1, 0], [1, 0, 0, 0],
      ])
    case .winograd2:
      Self.outerSquare([[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]])
    case .winograd4:
      Self.outerSquare([
        [1 / 4, 0, 0], [-1 / 6, -1 / 6, -1 / 6], [-1 / 6, 1 / 6, -1 / 6],
        [1 / 24, 1 / 12, 1 / 6], [1 / 24, -1 / 12, 1 / 6], [0, 0, 1],
      ])
    }
  }

  private static func identity(_ count: Int) -> [[Float]] {
    (0..<count).map { row in (0..<count).map { $0 == row ? 1 : 0 } }
  }

  /// What a transform of rows and of columns amounts to on a whole kernel.
  private static func outerSquare(_ rows: [[Float]]) -> [[Float]] {
    rows.flatMap { row in
      rows.map { column in row.flatMap { first in column.map { first * $0 } } }
    }
  }

  /// The tiles, as rows and columns of tiles, that make a region of the output.
  package func tiles(making region: PixelRegion) -> PixelRegion {
    let side = tileSide
    return PixelRegion(
      rows: region.rows.lowerBound / side..<(region.rows.upperBound + side - 1) / side,
      columns: region.columns.lowerBound / side..<(region.columns.upperBound + side - 1) / side)
  }

  // MARK: What a tile costs

  package var componentCount: Int { components }

  /// Products of a tile for each pair of an input's and an output's unit.
  package var productCount: Int { products.reduce(0) { $0 + $1.count } }

  package var matrixCount: Int { coefficients.count }

  /// Products that are read to make a tile's outputs.
  package var outputCount: Int { productSide * productSide }
}

extension TileScheme: CustomStringConvertible {
  package var description: String {
    switch self {
    case .pointwise: "pointwise"
    case .direct: "direct"
    case .dense: "dense"
    case .doubling: "doubling"
    case .doubling2: "doubling 2×2"
    case .transposed: "four phases"
    case .transposed2: "phases 2×2"
    case .winograd2: "Winograd 2×2"
    case .winograd4: "Winograd 4×4"
    }
  }
}
