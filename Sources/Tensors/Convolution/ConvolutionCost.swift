import Units

/// What a convolution is expected to cost by each scheme, from figures that were measured.
///
/// The time of a layer is what its products take, or what reading its weights from memory takes if
/// that is longer, and the transforms besides. The figures are of the machines in
/// docs/benchmarks.md; only their ratios matter.
enum ConvolutionCost {
  /// Products of a core, in floating-point operations a second.
  private static let productRate = 1.6e11
  /// Weights that reach a core from memory, in bytes a second.
  private static let weightRate = 1e10
  /// Vector instructions of products with few outputs, a second.
  private static let narrowRate = 4e9
  /// Numbers that a core transforms a second, in and out.
  private static let transformRate = 5e9

  /// The scheme that takes the least time for one image.
  static func cheapest(for shape: ConvolutionShape) -> TileScheme {
    schemes(for: shape).min { seconds($0, shape) < seconds($1, shape) }
      ?? .direct(kernel: shape.kernel, stride: shape.stride, padding: shape.padding)
  }

  /// The schemes that can compute a convolution.
  static func schemes(for shape: ConvolutionShape) -> [TileScheme] {
    if shape.doublesInput { return [.doubling, .doubling2] }
    let isPixel = shape.grid.count == 1
    if shape.isTransposed {
      return isPixel
        ? [.dense(kernel: shape.kernel, padding: shape.padding, isTransposed: true)]
        : [.transposed, .transposed2]
    }
    if isPixel, shape.stride == 1 {
      return [.dense(kernel: shape.kernel, padding: shape.padding, isTransposed: false)]
    }
    let direct = TileScheme.direct(
      kernel: shape.kernel, stride: shape.stride, padding: shape.padding)
    let isPlain = shape.kernel == 3 && shape.stride == 1 && shape.padding == 1
    return isPlain ? [direct, .winograd2, .winograd4] : [direct]
  }

  /// The estimate for one image on one core.
  static func seconds(_ scheme: TileScheme, _ shape: ConvolutionShape) -> Double {
    let side = scheme.tileSide
    let grid = shape.outputGrid
    let tiles = Double(
      ((grid.height + side - 1) / side) * ((grid.width + side - 1) / side))
    let pair = Double(shape.inputs) * Double(shape.outputs)
    let rows = Double(RowProduct.whole(Int(tiles)))
    let products =
      shape.outputs <= VectorLayout.narrow
      ? tiles * narrowSteps(scheme, shape) / narrowRate
      : 2 * rows * Double(scheme.multiplicationCount) * pair / productRate
    let weights = 4 * Double(scheme.matrixCount) * pair / weightRate
    let transforms =
      tiles
      * (Double(scheme.componentCount) * Double(shape.inputs)
        + Double(scheme.productCount) * Double(shape.outputs)) / transformRate
    return max(products, weights) + transforms
  }

  /// Vector instructions of a tile's products with few outputs: all of them for each vector of inputs,
  /// and as many as there are numbers in a vector to add up a sum.
  private static func narrowSteps(_ scheme: TileScheme, _ shape: ConvolutionShape) -> Double {
    let vectors = VectorLayout.padded(shape.inputs) / VectorLayout.width
    return Double(
      scheme.multiplicationCount * vectors * VectorLayout.narrow
        + VectorLayout.width * scheme.productCount)
  }
}
