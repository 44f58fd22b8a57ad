/// A convolution with everything around it: the inputs' scales, bias and activation.
///
/// Blocks of tiles are the tasks that workers share. A worker turns the tiles of its block into
/// components, multiplies them with the weights, and makes outputs of the products; all three stay
/// in its cache. Where there are too few tiles for all workers, they share the outputs' units.
package struct TileConvolution: Sendable {
  package let scheme: TileScheme
  package let weights: PackedWeights
  /// One a unit of the output, zero for the rest of the last vector.
  private let bias: FloatBuffer
  private let activation: Activation
  private let summands: [[TileScheme.Summand]]

  /// Packs the weights for a scheme.
  ///
  /// - Parameters:
  ///   - scheme: How to compute.
  ///   - kernels: Weights as in a checkpoint.
  ///   - order: Where the kernel of an output and an input begins.
  ///   - inputs: Units of the input.
  ///   - bias: One a unit of the output.
  ///   - activation: What becomes of the sums.
  package init(
    _ scheme: TileScheme, kernels: [Float], order: PackedWeights.Order, inputs: Int,
    bias: [Float], activation: Activation
  ) {
    self.scheme = scheme
    weights = PackedWeights(
      kernels, order: order, depth: inputs, columns: bias.count,
      coefficients: scheme.coefficients)
    self.bias = FloatBuffer(count: weights.panels * PackedWeights.panelWidth)
    for (unit, value) in bias.enumerated() { unsafe self.bias.start[unit] = value }
    self.activation = activation
    summands = scheme.products
  }

  /// Memory that one worker needs for a block.
  struct Block {
    /// Tiles.
    let rows: Int
    let rowStride: Int
    let components: Int
    let products: Int
    let columns: Int

    var count: Int { rows * (components * rowStride + products * columns) }
  }

  /// Bytes that a block's components and products should stay below, to fit a core's cache.
  private static let cacheSize = 1 << 20
  /// Rows for which weights that do not fit the cache are worth reading.
  private static let fewestRows = 24

  private func block(tiles: Int) -> Block {
    let columns = weights.panels * PackedWeights.panelWidth
    // One vector more than the units: rows whose distance is a power of two share few cache lines.
    let rowStride = (weights.depth + 15) / 16 * 16 + 16
    let perRow = 4 * (scheme.components * rowStride + summands.count * columns)
    let fitting = Self.cacheSize / perRow
    let group = RowProduct.largestGroup
    let rows = max(
      fitting / group * group, weights.byteCount > Self.cacheSize ? Self.fewestRows : group)
    let shared = (tiles + Workers.count - 1) / Workers.count
    return Block(
      rows: max(4, min(rows, (shared + 3) / 4 * 4)), rowStride: rowStride,
      components: scheme.components, products: summands.count, columns: columns)
  }

  /// The tiles, as rows and columns of tiles, that make a region of the output.
  package func tiles(of region: PixelRegion) -> PixelRegion {
    let side = scheme.tileSide
    return PixelRegion(
      rows: region.rows.lowerBound / side..<(region.rows.upperBound + side - 1) / side,
      columns: region.columns.lowerBound / side..<(region.columns.upperBound + side - 1) / side)
  }

  /// Multiplications and additions that a region of the output of one image takes.
  package func flop(of region: PixelRegion) -> Double {
    let products = summands.reduce(0) { $0 + $1.count }
    return 2 * Double(tiles(of: region).count) * Double(products) * Double(weights.depth)
      * Double(weights.columns)
  }

  /// Computes a region of the output of every image.
  ///
  /// - Parameters:
  ///   - region: Pixels of the output; others are left alone.
  ///   - output: Of the scheme's size for the input.
  ///   - input: All of what the region's tiles read.
  ///   - scales: A factor for each pixel of the input, as a map of one unit.
  ///   - scratch: Memory for the workers, which grows to what is needed.
  package func write(
    _ region: PixelRegion, of output: FeatureMap, from input: FeatureMap,
    scaledBy scales: PixelScales? = nil, scratch: Scratch
  ) {
    precondition(
      input.units == weights.depth && output.units == weights.columns
        && input.images == output.images,
      "\(input.units) to \(output.units) units with weights of \(weights.depth)×\(weights.columns)")
    let area = tiles(of: region)
    guard !area.isEmpty else { return }
    let tileCount = area.count * input.images
    let block = block(tiles: tileCount)
    let blocks = (tileCount + block.rows - 1) / block.rows
    // Too few blocks to keep everybody busy: each is shared by panels.
    let parts = blocks >= Workers.count ? 1 : min(weights.panels, Workers.count * 2)
    scratch.reserve(workers: Workers.count, count: block.count)
    Workers.run(blocks * parts) { task, worker in
      let (index, part) = task.quotientAndRemainder(dividingBy: parts)
      let first = index * block.rows
      let share = weights.panels * part / parts..<weights.panels * (part + 1) / parts
      guard !share.isEmpty else { return }
      let memory = unsafe scratch.start(of: worker)
      let products = unsafe memory + block.rows * block.components * block.rowStride
      let tiles = first..<min(first + block.rows, tileCount)
      unsafe formComponents(tiles, area, input, scales, block, memory)
      unsafe multiply(tiles.count, share, block, memory, products)
      unsafe formOutputs(tiles, area, region, output, share, block, products)
    }
  }

  // MARK: The three steps

  private func formComponents(
    _ tiles: Range<Int>, _ area: PixelRegion, _ input: FeatureMap, _ scales: PixelScales?,
    _ block: Block, _ components: UnsafeMutablePointer<Float>
  ) {
    let side = scheme.patchSide
    let vectors = (input.units + 15) / 16
    unsafe withUnsafeTemporaryAllocation(of: SIMD16<Float>.self, capacity: side * side) { patch in
      guard let patch = patch.baseAddress else { return }
      for (row, tile) in tiles.enumerated() {
        let place = TilePlace(tile, area)
        let top = place.row * scheme.patchStep + scheme.patchOrigin
        let left = place.column * scheme.patchStep + scheme.patchOrigin
        for vector in 0..<vectors {
          for y in 0..<side {
            for x in 0..<side {
              let (pixelRow, pixelColumn) = (top + y, left + x)
              guard pixelRow >= 0, pixelRow < input.height, pixelColumn >= 0,
                pixelColumn < input.width
              else {
                unsafe patch[y * side + x] = .zero
                continue
              }
              let pixel = unsafe input.pixel(place.image, pixelRow, pixelColumn) + 16 * vector
              var features = unsafe UnsafeRawPointer(pixel).load(as: SIMD16<Float>.self)
              if let scales { features *= scales[place.image, pixelRow, pixelColumn] }
              unsafe patch[y * side + x] = features
            }
          }
          unsafe TileTransform.formComponents(scheme, patch)
          for component in 0..<block.components {
            let target =
              unsafe components
              + (component * block.rows + row) * block.rowStride + 16 * vector
            unsafe UnsafeMutableRawPointer(target).storeBytes(
              of: patch[component], as: SIMD16<Float>.self)
          }
        }
      }
    }
  }

  private func multiply(
    _ tileCount: Int, _ panels: Range<Int>, _ block: Block,
    _ components: UnsafePointer<Float>, _ products: UnsafeMutablePointer<Float>
  ) {
    // Rows beyond the last tile hold what was there before: their sums are never looked at.
    let rowCount = (tileCount + 3) / 4 * 4
    for (product, summands) in summands.enumerated() {
      unsafe withUnsafeTemporaryAllocation(of: RowProduct.Term.self, capacity: summands.count) {
        terms in
        for panel in panels {
          for (index, summand) in summands.enumerated() {
            unsafe terms.initializeElement(
              at: index,
              to: RowProduct.Term(
                rows: components + summand.component * block.rows * block.rowStride,
                weights: weights.panel(panel, matrix: summand.matrix)))
          }
          unsafe RowProduct.write(
            UnsafeBufferPointer(terms), rowCount: rowCount, rowStride: block.rowStride,
            depth: weights.depth,
            to: products + product * block.rows * block.columns + panel * PackedWeights.panelWidth,
            resultStride: block.columns)
        }
      }
    }
  }

  private func formOutputs(
    _ tiles: Range<Int>, _ area: PixelRegion, _ region: PixelRegion, _ output: FeatureMap,
    _ panels: Range<Int>, _ block: Block, _ products: UnsafePointer<Float>
  ) {
    let (side, square) = (scheme.tileSide, scheme.productSide)
    let vectors = 2 * panels.lowerBound..<min(2 * panels.upperBound, output.pixelStride / 16)
    let visible = region.clamped(height: output.height, width: output.width)
    unsafe withUnsafeTemporaryAllocation(of: SIMD16<Float>.self, capacity: square * square) {
      tile in
      guard let tile = tile.baseAddress else { return }
      for (row, number) in tiles.enumerated() {
        let place = TilePlace(number, area)
        for vector in vectors {
          for index in 0..<square * square {
            let source =
              unsafe products
              + (index * block.rows + row) * block.columns + 16 * vector
            unsafe tile[index] = UnsafeRawPointer(source).load(as: SIMD16<Float>.self)
          }
          unsafe TileTransform.formOutputs(scheme, tile)
          let bias = unsafe UnsafeRawPointer(bias.start + 16 * vector).load(as: SIMD16<Float>.self)
          for y in 0..<side where visible.rows.contains(place.row * side + y) {
            for x in 0..<side where visible.columns.contains(place.column * side + x) {
              let pixel = unsafe output.pixel(
                place.image, place.row * side + y, place.column * side + x)
              unsafe UnsafeMutableRawPointer(pixel + 16 * vector).storeBytes(
                of: activation.applied(to: tile[y * square + x] + bias), as: SIMD16<Float>.self)
            }
          }
        }
      }
    }
  }
}

/// Which tile of which image a number stands for.
private struct TilePlace {
  let image: Int
  let row: Int
  let column: Int

  @inline(__always)
  init(_ number: Int, _ area: PixelRegion) {
    let (image, tile) = number.quotientAndRemainder(dividingBy: area.count)
    let (row, column) = tile.quotientAndRemainder(dividingBy: area.columns.count)
    self.image = image
    self.row = area.rows.lowerBound + row
    self.column = area.columns.lowerBound + column
  }
}
