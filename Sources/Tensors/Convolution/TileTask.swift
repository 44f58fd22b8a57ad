/// The part of a convolution that a worker does at a time.
///
/// It refers to no object: counting references from two cores would take longer than a small tile.
@unsafe struct TileTask {
  /// The tile that is the block's first row.
  let first: Int
  /// Tiles by their numbers, all images' one after another.
  let tiles: Range<Int>
  /// The rows and columns of tiles that an image has.
  let area: PixelRegion
  /// The output pixels that are wanted; all exist.
  let region: PixelRegion
  let block: TileBlock
  let input: FeatureMap.Pixels
  let scales: FeatureMap.Pixels?
  let output: FeatureMap.Pixels
  /// Where the factors of the outputs' pixels go, if the next layer normalizes.
  let measured: FeatureMap.Pixels?

  /// The tiles of one block.
  func block(_ index: Int) -> TileTask {
    let start = unsafe index * block.rows
    return unsafe part(first: start, start..<min(start + block.rows, tiles.upperBound))
  }

  /// One of `count` equal parts of the tiles, which stay rows of the same block.
  func chunk(_ index: Int, of count: Int) -> TileTask {
    let (start, end) = unsafe (
      tiles.count * index / count, tiles.count * (index + 1) / count
    )
    return unsafe part(
      first: first, tiles.lowerBound + start..<tiles.lowerBound + end)
  }

  private func part(first: Int, _ tiles: Range<Int>) -> TileTask {
    unsafe TileTask(
      first: first, tiles: tiles, area: area, region: region, block: block, input: input,
      scales: scales, output: output, measured: measured)
  }
}

/// Which tile of which image a number stands for.
struct TilePosition {
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
