import CVectors

/// A convolution with everything around it: the inputs' scales, bias and activation.
///
/// Blocks of tiles are the tasks that workers share. A worker turns the tiles of its block into
/// components, multiplies them with the weights, and makes outputs of the products; all three stay
/// in its cache. Where there are too few tiles for all workers, they share the outputs' units.
package struct TileConvolution: Sendable {
  package let scheme: TileScheme
  package let weights: PackedWeights
  /// One a unit of the output, zero for the rest of the last vector.
  let bias: FloatBuffer
  let activation: Activation
  /// A pixel outside the map.
  let zeros: FloatBuffer
  /// The summands of all products, one product's after another's.
  let summands: [TileScheme.Summand]
  /// Products of a tile.
  let productCount: Int
  /// Whether it goes pixel by pixel: a convolution of 1×1 with few outputs.
  private let isPointwise: Bool

  /// Packs the weights for a scheme.
  ///
  /// - Parameters:
  ///   - scheme: How to compute.
  ///   - kernels: Weights as in a checkpoint.
  ///   - order: Where the kernel of an output and an input begins.
  ///   - scale: What all weights are multiplied with.
  ///   - inputs: Units of the input.
  ///   - bias: One a unit of the output.
  ///   - activation: What becomes of the sums.
  package init(
    _ scheme: TileScheme, kernels: [Float], order: PackedWeights.Order, scale: Float = 1,
    inputs: Int, bias: [Float], activation: Activation
  ) {
    self.scheme = scheme
    weights = PackedWeights(
      kernels, order: order, depth: inputs, columns: bias.count,
      coefficients: scheme.coefficients.map { $0.map { scale * $0 } })
    self.bias = FloatBuffer(count: weights.panels * VectorLayout.panel)
    for (unit, value) in bias.enumerated() { unsafe self.bias.start[unit] = value }
    self.activation = activation
    zeros = FloatBuffer(count: VectorLayout.padded(inputs))
    summands = scheme.products.flatMap { $0 }
    productCount = scheme.productCount
    isPointwise =
      scheme == .direct(kernel: 1, stride: 1, padding: 0) && weights.isNarrow
  }

  /// Bytes that a worker's components and products should stay below, to fit a core's cache.
  private static let coreCache = 1 << 20
  /// The same for a block that all workers share, and that the cache of all cores has to hold.
  private static let sharedCache = 16 << 20
  /// Bytes of weights from which on reading them for each worker's block costs more than handing
  /// components and products from core to core; measured (docs/benchmarks.md).
  private static let manyWeights = 5 << 20
  /// How much longer a byte of components and products takes from core to core than one of weights.
  private static let handingOver = 2

  /// Rows that keep a worker busy with a panel while the next is brought from memory.
  private static let manyRows = 4 * RowProduct.largestGroup

  /// Operations that are done before another thread has begun: some microseconds.
  private static let littleWork = 500_000

  private func block(tiles: Int) -> TileBlock {
    // One vector more than the units: rows whose distance is a power of two share few cache lines.
    let vector = VectorLayout.width
    let columns =
      weights.isNarrow ? vector : weights.panels * VectorLayout.panel + vector
    let rowStride = VectorLayout.padded(weights.depth) + vector
    let rowBytes = 4 * (scheme.componentCount * rowStride + productCount * columns)
    let group = RowProduct.largestGroup
    func rows(_ cache: Int) -> Int { max(group, cache / rowBytes / group * group) }
    let share = (tiles + Workers.count - 1) / Workers.count
    let isShared =
      weights.byteCount > min(Self.manyWeights, Self.handingOver * tiles * rowBytes)
      || share < RowProduct.smallestGroup
    let wanted =
      isShared ? min(rows(Self.sharedCache), tiles) : min(rows(Self.coreCache), share)
    return TileBlock(
      rows: RowProduct.whole(wanted), rowStride: rowStride, components: scheme.componentCount,
      products: productCount, columns: columns, isShared: isShared)
  }

  /// Computes a region of the output of every image.
  ///
  /// - Parameters:
  ///   - region: Pixels of the output; others are left alone.
  ///   - output: Of the scheme's size for the input.
  ///   - input: All of what the region's tiles read.
  ///   - scales: A factor for each pixel of the input.
  ///   - measured: Takes the factors of the output's pixels, while their features are at hand.
  ///   - scratch: Memory for the workers, which grows to what is needed.
  package func write(
    _ region: PixelRegion, of output: FeatureMap, from input: FeatureMap,
    scaledBy scales: PixelScales? = nil, measuring measured: PixelScales? = nil, scratch: Scratch
  ) {
    precondition(
      input.units == weights.depth && output.units == weights.columns
        && input.images == output.images,
      "\(input.units) to \(output.units) units with weights of \(weights.depth)×\(weights.columns)")
    precondition(
      !input.isNarrow && (measured == nil || !output.isNarrow),
      "a map of \(input.units) units that no convolution was to read")
    if isPointwise, measured == nil {
      return writePixels(region, of: output, from: input, scaledBy: scales)
    }
    let region = region.clamped(height: output.height, width: output.width)
    let area = scheme.tiles(making: region)
    guard !area.isEmpty else { return }
    let tileCount = area.count * input.images
    let block = block(tiles: tileCount)
    let blocks = (tileCount + block.rows - 1) / block.rows
    let all = unsafe TileTask(
      first: 0, begin: 0, end: tileCount, area: rectangle(area), region: rectangle(region),
      rows: block.rows, row_stride: block.rowStride, columns: block.columns,
      transform: scheme.transform, patch_side: scheme.patchSide, tile_side: scheme.tileSide,
      patch_origin: scheme.patchOrigin, patch_step: scheme.patchStep, input: input.pixels,
      scales: scales?.factors, zeros: zeros.start, output: output.pixels, units: weights.columns,
      bias: bias.start, activation: activation.kind, measured: measured?.factors)
    withExtendedLifetime((input, scales, output, measured)) {
      if block.isShared {
        scratch.reserve(workers: 1, count: block.count)
        for index in 0..<blocks { unsafe write(all.block(index), scratch) }
        return
      }
      scratch.reserve(workers: Workers.count, count: block.count)
      Workers.run(blocks) { index, worker in
        let task = unsafe all.block(index)
        let memory = unsafe scratch.start(of: worker)
        unsafe formComponents(task, memory)
        unsafe multiply(task, 0..<productCount, 0..<weights.panels, memory)
        unsafe formOutputs(task, memory)
      }
    }
  }

  /// The first step of a block: patches become components.
  private func formComponents(_ task: TileTask, _ memory: UnsafeMutablePointer<Float>) {
    unsafe withUnsafePointer(to: task) { unsafe Processor.kernels.form_components($0, memory) }
  }

  /// The last step of a block: products become outputs.
  private func formOutputs(_ task: TileTask, _ memory: UnsafeMutablePointer<Float>) {
    let products = unsafe products(of: task, memory)
    unsafe withUnsafePointer(to: task) { unsafe Processor.kernels.form_outputs($0, products) }
  }

  /// Computes rows of pixels, each pixel by itself: there is nothing to transform, and nothing is used
  /// twice.
  private func writePixels(
    _ region: PixelRegion, of output: FeatureMap, from input: FeatureMap,
    scaledBy scales: PixelScales?
  ) {
    let (source, target) = unsafe (input.pixels, output.pixels)
    let (factors, column) = unsafe (scales?.factors, region.columns.lowerBound)
    let (matrix, bias) = unsafe (weights.narrow(matrix: 0), bias.start)
    let (activation, count) = (activation.kind, region.columns.count)
    let weight = max(1, input.pixelStride / output.pixelStride / 4)
    output.forEachRow(of: region, weighing: weight) { image, row in
      var pixels = unsafe pixel_row(
        input: source.at(image, row, column), input_stride: source.stride,
        scales: factors.map { unsafe $0 + source.index(image, row, column) }, weights: matrix,
        bias: bias, activation: activation, output: target.at(image, row, column),
        output_stride: target.stride, count: count)
      unsafe Processor.kernels.write_pixels(&pixels)
    }
    withExtendedLifetime((input, scales, output)) {}
  }

  /// Computes a block with all workers, step by step: so weights are read once for all its rows.
  private func write(_ task: TileTask, _ scratch: Scratch) {
    let memory = unsafe scratch.start(of: 0)
    nonisolated(unsafe) let shared = unsafe memory
    let tiles = unsafe task.tileCount
    let flop = 2 * tiles * summands.count * weights.depth * weights.columns
    let chunks = flop < Self.littleWork ? 1 : min(Workers.count * 4, tiles)
    Workers.run(chunks) { chunk, _ in
      unsafe formComponents(task.chunk(chunk, of: chunks), shared)
    }
    // Fewer panels are enough work for a task where there are many rows.
    let width = tiles >= Self.manyRows ? 2 : 4
    let groups = (weights.panels + width - 1) / width
    // Matrices and panels follow each other in memory, and workers take turns. Few rows leave no time
    // to bring another panel meanwhile.
    let ahead =
      width == 2 ? Workers.count * width * weights.depth * VectorLayout.panel : nil
    Workers.run(productCount * groups, isLittle: flop < Self.littleWork) { index, _ in
      let (product, group) = index.quotientAndRemainder(dividingBy: groups)
      unsafe multiply(
        task, product..<product + 1,
        width * group..<min(width * (group + 1), weights.panels), shared, ahead: ahead)
    }
    Workers.run(chunks) { chunk, _ in
      unsafe formOutputs(task.chunk(chunk, of: chunks), shared)
    }
  }
}
