/// The last step of a block: products become outputs.
extension TileConvolution {
  func formOutputs(_ task: TileTask, _ memory: UnsafeMutablePointer<Float>) {
    let products = unsafe UnsafePointer(products(of: task.block, memory))
    if let transform = scheme.transform {
      unsafe transform.formOutputs(of: self, task, products)
    } else {
      unsafe copyProducts(task, products)
    }
  }

  @inline(__always)
  func formOutputs<Transform: TileTransform>(
    _ transform: Transform.Type, _ task: TileTask, _ products: UnsafePointer<Float>
  ) {
    let (side, width) = (Transform.productSide, Transform.tileSide)
    let block = unsafe task.block
    let productStride = block.rows * block.columns
    let vectors = unsafe VectorLayout.padded(task.output.stride) / VectorLayout.width
    let (isMeasured, isNarrow) = unsafe (task.measured != nil, task.output.isNarrow)
    let (activation, units) = (activation, weights.columns)
    let (pixels, measured) = unsafe (task.output, task.measured)
    let (area, region, bias) = unsafe (task.area, task.region, bias.start)
    unsafe withTile(of: width * width, columnsOf: side * width, vectors) {
      tile, columns, bin in
      for number in unsafe task.tiles {
        let place = TilePosition(number, area)
        unsafe find(tile, width, place, region, pixels, bin)
        var source = unsafe products + (number - task.first) * block.columns
        for start in 0..<vectors {
          for column in 0..<side {
            transform.formOutputs(
              { row in unsafe Self.load(source + (row &* side &+ column) &* productStride) },
              { row, vector in unsafe columns[row &* side &+ column] = vector })
          }
          let shift = unsafe Self.load(bias + VectorLayout.width &* start)
          for row in 0..<width {
            transform.formOutputs(
              { column in unsafe columns[row &* side &+ column] },
              { column, vector in
                let pixel = unsafe tile + (row &* width &+ column)
                let features = activation.applied(to: vector + shift)
                unsafe Self.store(
                  features, pixel.pointee.features + VectorLayout.width &* start,
                  isNarrow: isNarrow)
                if isMeasured { unsafe pixel.pointee.squares.addProduct(features, features) }
              })
          }
          unsafe source += VectorLayout.width
        }
        if let measured = unsafe measured {
          unsafe set(measured, tile, width, place, units)
        }
      }
    }
  }

  /// A pixel of a tile: where its features go, and sums of their squares.
  @unsafe private struct TilePixel {
    var squares = Vector.zero
    var features: UnsafeMutablePointer<Float>
    /// Whether it is of the region that is wanted; if not, its features are thrown away.
    var isWanted: Bool
  }

  /// Memory for the pixels of a tile, for vectors between the passes of a transform, and for features
  /// that are thrown away.
  @inline(__always)
  private func withTile(
    of pixels: Int, columnsOf vectors: Int, _ unwanted: Int,
    _ body: (
      UnsafeMutablePointer<TilePixel>, UnsafeMutablePointer<Vector>, UnsafeMutablePointer<Float>
    ) -> Void
  ) {
    unsafe withUnsafeTemporaryAllocation(of: TilePixel.self, capacity: pixels) { tile in
      unsafe withUnsafeTemporaryAllocation(of: Vector.self, capacity: vectors + unwanted) {
        columns in
        guard let tile = tile.baseAddress, let columns = columns.baseAddress else { return }
        let bin = unsafe UnsafeMutableRawPointer(columns + vectors)
        unsafe body(tile, columns, bin.assumingMemoryBound(to: Float.self))
      }
    }
  }

  /// Finds the pixels of a tile.
  @inline(__always)
  private func find(
    _ tile: UnsafeMutablePointer<TilePixel>, _ width: Int, _ place: TilePosition,
    _ region: PixelRegion, _ output: FeatureMap.Pixels, _ bin: UnsafeMutablePointer<Float>
  ) {
    let (top, left) = (place.row &* width, place.column &* width)
    let isWhole =
      region.rows.lowerBound <= top && top &+ width <= region.rows.upperBound
      && region.columns.lowerBound <= left && left &+ width <= region.columns.upperBound
    for y in 0..<width {
      let features = unsafe output.at(place.image, top &+ y, left)
      for x in 0..<width {
        let isWanted =
          isWhole || region.rows.contains(top &+ y) && region.columns.contains(left &+ x)
        unsafe (tile + (y &* width &+ x)).initialize(
          to: TilePixel(
            features: isWanted ? features + x &* output.stride : bin, isWanted: isWanted))
      }
    }
  }

  /// Sets the factors of a tile's pixels for the layer that reads them.
  @inline(__always)
  private func set(
    _ factors: FeatureMap.Pixels, _ tile: UnsafeMutablePointer<TilePixel>, _ width: Int,
    _ place: TilePosition, _ units: Int
  ) {
    for y in 0..<width {
      let row = unsafe factors.at(place.image, place.row &* width &+ y, place.column &* width)
      for x in 0..<width {
        let pixel = unsafe tile + (y &* width &+ x)
        guard unsafe pixel.pointee.isWanted else { continue }
        unsafe row[x] = PixelScales.factor(pixel.pointee.squares, units: units)
      }
    }
  }

  /// The outputs of schemes without a transform: the products themselves.
  private func copyProducts(_ task: TileTask, _ products: UnsafePointer<Float>) {
    let (side, block) = unsafe (scheme.tileSide, task.block)
    let (pixels, measured) = unsafe (task.output, task.measured)
    let (isNarrow, units) = unsafe (pixels.isNarrow, weights.columns)
    for number in unsafe task.tiles {
      let place = unsafe TilePosition(number, task.area)
      for y in 0..<side where unsafe task.region.rows.contains(place.row * side + y) {
        for x in 0..<side where unsafe task.region.columns.contains(place.column * side + x) {
          let source =
            unsafe products
            + ((y * side + x) * block.rows + number - task.first) * block.columns
          let (row, column) = (place.row * side + y, place.column * side + x)
          let target = unsafe pixels.at(place.image, row, column)
          var squares = Vector.zero
          for start in unsafe stride(from: 0, to: pixels.stride, by: VectorLayout.width) {
            let features = unsafe activation.applied(
              to: Self.load(source + start) + Self.load(bias.start + start))
            unsafe Self.store(features, target + start, isNarrow: isNarrow)
            squares.addProduct(features, features)
          }
          if let measured = unsafe measured {
            unsafe measured.at(place.image, row, column).pointee = PixelScales.factor(
              squares, units: units)
          }
        }
      }
    }
  }
}
