import CVectors

/// The three steps of a block: components, products, outputs.
extension TileConvolution {
  typealias Vector = SIMD16<Float>

  @inline(__always)
  private static func load(_ address: UnsafePointer<Float>) -> Vector {
    unsafe UnsafeRawPointer(address).load(as: Vector.self)
  }

  @inline(__always)
  private static func store(_ vector: Vector, _ address: UnsafeMutablePointer<Float>) {
    unsafe UnsafeMutableRawPointer(address).storeBytes(of: vector, as: Vector.self)
  }

  // MARK: Components

  func formComponents(_ task: TileTask, _ memory: UnsafeMutablePointer<Float>) {
    switch scheme {
    case .direct, .dense, .transposed: unsafe copyPatches(task, memory)
    case .doubling: unsafe formComponents(DoublingTransform.self, task, memory)
    case .winograd2: unsafe formComponents(WinogradOfTwo.self, task, memory)
    case .winograd4: unsafe formComponents(WinogradOfFour.self, task, memory)
    }
  }

  @inline(__always)
  private func formComponents<Transform: TileTransform>(
    _ transform: Transform.Type, _ task: TileTask, _ memory: UnsafeMutablePointer<Float>
  ) {
    let (side, input, block) = (Transform.side, task.input, task.block)
    let componentStride = block.rows * block.rowStride
    unsafe withUnsafeTemporaryAllocation(of: Vector.self, capacity: side * side) { patch in
      guard let patch = patch.baseAddress else { return }
      for number in task.tiles {
        let row = number - task.first
        let place = TilePlace(number, task.area)
        let top = place.row * scheme.patchStep + scheme.patchOrigin
        let left = place.column * scheme.patchStep + scheme.patchOrigin
        let isInside =
          top >= 0 && left >= 0 && top + side <= input.height && left + side <= input.width
        let target = unsafe memory + row * block.rowStride
        for start in stride(from: 0, to: input.pixelStride, by: 16) {
          for y in 0..<side {
            for x in 0..<side {
              guard
                isInside
                  || (0..<input.height).contains(top + y)
                    && (0..<input.width).contains(left + x)
              else {
                unsafe patch[y * side + x] = .zero
                continue
              }
              var features = unsafe Self.load(
                input.pixel(place.image, top + y, left + x) + start)
              if let scales = task.scales { features *= scales[place.image, top + y, left + x] }
              unsafe patch[y * side + x] = features
            }
          }
          unsafe transform.formComponents(of: patch)
          for component in 0..<side * side {
            unsafe Self.store(patch[component], target + component * componentStride + start)
          }
        }
      }
    }
  }

  /// The components of schemes without a transform: the inputs themselves.
  private func copyPatches(_ task: TileTask, _ memory: UnsafeMutablePointer<Float>) {
    let (side, input, block) = (scheme.patchSide, task.input, task.block)
    for number in task.tiles {
      let row = number - task.first
      let place = TilePlace(number, task.area)
      for y in 0..<side {
        for x in 0..<side {
          let pixelRow = place.row * scheme.patchStep + scheme.patchOrigin + y
          let pixelColumn = place.column * scheme.patchStep + scheme.patchOrigin + x
          let target =
            unsafe memory
            + ((y * side + x) * block.rows + row) * block.rowStride
          guard (0..<input.height).contains(pixelRow), (0..<input.width).contains(pixelColumn)
          else {
            unsafe target.update(repeating: 0, count: input.pixelStride)
            continue
          }
          let scale = task.scales?[place.image, pixelRow, pixelColumn] ?? 1
          let source = unsafe input.pixel(place.image, pixelRow, pixelColumn)
          for start in stride(from: 0, to: input.pixelStride, by: 16) {
            unsafe Self.store(scale * Self.load(source + start), target + start)
          }
        }
      }
    }
  }

  // MARK: Products

  func multiply(
    _ task: TileTask, _ wanted: Range<Int>, _ panels: Range<Int>,
    _ memory: UnsafeMutablePointer<Float>
  ) {
    let block = task.block
    let products = unsafe products(of: block, memory)
    // Rows beyond the last tile hold what was there before: their sums are never looked at.
    let rowCount = (task.tiles.count + 3) / 4 * 4
    for product in wanted {
      let summands = summands[product]
      unsafe withUnsafeTemporaryAllocation(of: RowProduct.Term.self, capacity: summands.count) {
        terms in
        for panel in panels {
          for (index, summand) in summands.enumerated() {
            unsafe terms.initializeElement(
              at: index,
              to: RowProduct.Term(
                rows: UnsafePointer(memory) + summand.component * block.rows * block.rowStride,
                weights: weights.isNarrow
                  ? weights.narrow(matrix: summand.matrix)
                  : weights.panel(panel, matrix: summand.matrix)))
          }
          if weights.isNarrow {
            unsafe NarrowProduct.write(
              UnsafeBufferPointer(terms), rowCount: task.tiles.count, rowStride: block.rowStride,
              vectors: task.input.pixelStride / 16,
              to: products + product * block.rows * block.columns, resultStride: block.columns)
            continue
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

  /// Products lie behind the components.
  private func products(
    of block: Block, _ memory: UnsafeMutablePointer<Float>
  ) -> UnsafeMutablePointer<Float> {
    unsafe memory + block.rows * block.components * block.rowStride
  }

  // MARK: Outputs

  func formOutputs(_ task: TileTask, _ memory: UnsafeMutablePointer<Float>) {
    let products = unsafe UnsafePointer(products(of: task.block, memory))
    switch scheme {
    case .direct, .dense, .transposed: unsafe copyProducts(task, products)
    case .doubling: unsafe formOutputs(DoublingTransform.self, task, products)
    case .winograd2: unsafe formOutputs(WinogradOfTwo.self, task, products)
    case .winograd4: unsafe formOutputs(WinogradOfFour.self, task, products)
    }
  }

  @inline(__always)
  private func formOutputs<Transform: TileTransform>(
    _ transform: Transform.Type, _ task: TileTask, _ products: UnsafePointer<Float>
  ) {
    let (side, tileSide, block, output) = (
      Transform.side, Transform.tileSide, task.block, task.output
    )
    let productStride = block.rows * block.columns
    let visible = task.region.clamped(height: output.height, width: output.width)
    unsafe withUnsafeTemporaryAllocation(of: Vector.self, capacity: side * side) { tile in
      guard let tile = tile.baseAddress else { return }
      for number in task.tiles {
        let row = number - task.first
        let place = TilePlace(number, task.area)
        let (top, left) = (place.row * tileSide, place.column * tileSide)
        let source = unsafe products + row * block.columns
        for start in stride(from: 0, to: task.output.pixelStride, by: 16) {
          for index in 0..<side * side {
            unsafe tile[index] = Self.load(source + index * productStride + start)
          }
          unsafe transform.formOutputs(of: tile)
          let bias = unsafe Self.load(bias.start + start)
          for y in 0..<tileSide where visible.rows.contains(top + y) {
            for x in 0..<tileSide where visible.columns.contains(left + x) {
              unsafe Self.store(
                activation.applied(to: tile[y * side + x] + bias),
                output.pixel(place.image, top + y, left + x) + start)
            }
          }
        }
      }
    }
  }

  /// The outputs of schemes without a transform: the products themselves.
  private func copyProducts(_ task: TileTask, _ products: UnsafePointer<Float>) {
    let (side, block, output) = (scheme.tileSide, task.block, task.output)
    let visible = task.region.clamped(height: output.height, width: output.width)
    for number in task.tiles {
      let row = number - task.first
      let place = TilePlace(number, task.area)
      for y in 0..<side where visible.rows.contains(place.row * side + y) {
        for x in 0..<side where visible.columns.contains(place.column * side + x) {
          let source = unsafe products + ((y * side + x) * block.rows + row) * block.columns
          let target = unsafe output.pixel(
            place.image, place.row * side + y, place.column * side + x)
          for start in stride(from: 0, to: task.output.pixelStride, by: 16) {
            unsafe Self.store(
              activation.applied(to: Self.load(source + start) + Self.load(bias.start + start)),
              target + start)
          }
        }
      }
    }
  }
}
