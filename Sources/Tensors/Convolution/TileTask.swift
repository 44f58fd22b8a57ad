import CVectors

/// The part of a convolution that a worker does at a time.
///
/// It refers to no object: counting references from two cores would take longer than a small tile.
typealias TileTask = tile_task

extension TileTask {
  /// Tiles to do.
  var tileCount: Int { unsafe end - begin }

  /// The tiles of one block.
  func block(_ index: Int) -> TileTask {
    var task = unsafe self
    unsafe task.first = index * rows
    unsafe task.begin = task.first
    unsafe task.end = min(task.first + rows, end)
    return unsafe task
  }

  /// One of `count` equal parts of the tiles, which stay rows of the same block.
  func chunk(_ index: Int, of count: Int) -> TileTask {
    var task = unsafe self
    unsafe task.begin = begin + tileCount * index / count
    unsafe task.end = begin + tileCount * (index + 1) / count
    return unsafe task
  }
}

extension rectangle {
  init(_ region: PixelRegion) {
    self.init(
      top: region.rows.lowerBound, left: region.columns.lowerBound,
      bottom: region.rows.upperBound, right: region.columns.upperBound)
  }
}
