/// The part of a convolution that a worker does at a time.
struct TileTask {
  /// The tile that is the block's first row.
  let first: Int
  /// Tiles by their numbers, all images' one after another.
  let tiles: Range<Int>
  /// The rows and columns of tiles that an image has.
  let area: PixelRegion
  /// The output pixels that are wanted; all exist.
  let region: PixelRegion
  let block: TileConvolution.Block
  let input: FeatureMap
  let scales: PixelScales?
  let output: FeatureMap
  /// Where the factors of the outputs' pixels go, if the next layer normalizes.
  let measured: PixelScales?

  /// The same for at most `count` equal parts of the tiles.
  func chunks(_ count: Int) -> [TileTask] {
    let count = min(count, tiles.count)
    return (0..<count).map { index in
      let (start, end) = (tiles.count * index / count, tiles.count * (index + 1) / count)
      return TileTask(
        first: first, tiles: tiles.lowerBound + start..<tiles.lowerBound + end, area: area,
        region: region, block: block, input: input, scales: scales, output: output,
        measured: measured)
    }
  }
}

/// Which tile of which image a number stands for.
struct TilePlace {
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
