/// The first step of a block: patches become components.
extension TileConvolution {
  func formComponents(_ task: TileTask, _ memory: UnsafeMutablePointer<Float>) {
    if let transform = scheme.transform {
      unsafe transform.formComponents(of: self, task, memory)
    } else {
      unsafe copyPatches(task, memory)
    }
  }

  @inline(__always)
  func formComponents<Transform: TileTransform>(
    _ transform: Transform.Type, _ task: TileTask, _ memory: UnsafeMutablePointer<Float>
  ) {
    let (side, width) = (Transform.patchSide, Transform.componentSide)
    let (block, vectors) = unsafe (task.block, task.input.stride / VectorLayout.width)
    let componentStride = block.rows * block.rowStride
    let (input, scales, area) = unsafe (task.input, task.scales, task.area)
    unsafe withPatch(of: side * side, columnsOf: width * side) { patch, columns in
      for number in unsafe task.tiles {
        unsafe find(patch, side, TilePosition(number, area), input, scales)
        var target = unsafe memory + (number - task.first) * block.rowStride
        for start in 0..<vectors {
          for column in 0..<side {
            transform.formComponents(
              { row in
                let pixel = unsafe patch[row &* side &+ column]
                return unsafe pixel.factor
                  * Self.load(pixel.features + VectorLayout.width &* start)
              },
              { row, vector in unsafe columns[row &* side &+ column] = vector })
          }
          for row in 0..<width {
            transform.formComponents(
              { column in unsafe columns[row &* side &+ column] },
              { column, vector in
                unsafe Self.store(vector, target + (row &* width &+ column) &* componentStride)
              })
          }
          unsafe target += VectorLayout.width
        }
      }
    }
  }

  /// A pixel of a patch: its features and what they are multiplied with.
  @unsafe private struct PatchPixel {
    var features: UnsafePointer<Float>
    var factor: Float
  }

  /// Memory for the pixels of a patch, and for vectors between the passes of a transform.
  @inline(__always)
  private func withPatch(
    of pixels: Int, columnsOf vectors: Int,
    _ body: (UnsafeMutablePointer<PatchPixel>, UnsafeMutablePointer<Vector>) -> Void
  ) {
    unsafe withUnsafeTemporaryAllocation(of: PatchPixel.self, capacity: pixels) { patch in
      unsafe withUnsafeTemporaryAllocation(of: Vector.self, capacity: vectors) { columns in
        guard let patch = patch.baseAddress, let columns = columns.baseAddress else { return }
        unsafe body(patch, columns)
      }
    }
  }

  /// Finds the pixels of a tile's patch; outside the map there are zeros.
  @inline(__always)
  private func find(
    _ patch: UnsafeMutablePointer<PatchPixel>, _ side: Int, _ place: TilePosition,
    _ input: FeatureMap.Pixels, _ scales: FeatureMap.Pixels?
  ) {
    let top = place.row &* scheme.patchStep &+ scheme.patchOrigin
    let left = place.column &* scheme.patchStep &+ scheme.patchOrigin
    let isInside =
      unsafe top >= 0 && left >= 0 && top &+ side <= input.height && left &+ side <= input.width
    for y in 0..<side {
      // What lies outside is not looked at.
      let features = unsafe input.at(place.image, top &+ y, left)
      let factors = unsafe scales?.at(place.image, top &+ y, left)
      for x in 0..<side {
        let isPixelInside =
          unsafe isInside
          || (0..<input.height).contains(top &+ y) && (0..<input.width).contains(left &+ x)
        unsafe patch[y &* side &+ x] =
          isPixelInside
          ? PatchPixel(
            features: features + x &* input.stride, factor: factors.map { unsafe $0[x] } ?? 1)
          : PatchPixel(features: zeros.start, factor: 1)
      }
    }
  }

  /// The components of schemes without a transform: the inputs themselves.
  private func copyPatches(_ task: TileTask, _ memory: UnsafeMutablePointer<Float>) {
    let (side, input, block) = unsafe (scheme.patchSide, task.input, task.block)
    for number in unsafe task.tiles {
      let row = unsafe number - task.first
      let place = unsafe TilePosition(number, task.area)
      for y in 0..<side {
        for x in 0..<side {
          let pixelRow = place.row * scheme.patchStep + scheme.patchOrigin + y
          let pixelColumn = place.column * scheme.patchStep + scheme.patchOrigin + x
          let target =
            unsafe memory
            + ((y * side + x) * block.rows + row) * block.rowStride
          guard
            unsafe (0..<input.height).contains(pixelRow) && (0..<input.width).contains(pixelColumn)
          else {
            unsafe target.update(repeating: 0, count: input.stride)
            continue
          }
          let scale = unsafe task.scales?.at(place.image, pixelRow, pixelColumn).pointee ?? 1
          let source = unsafe input.at(place.image, pixelRow, pixelColumn)
          for start in unsafe stride(from: 0, to: input.stride, by: VectorLayout.width) {
            unsafe Self.store(scale * Self.load(source + start), target + start)
          }
        }
      }
    }
  }
}
