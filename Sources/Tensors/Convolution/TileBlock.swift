/// The tiles that are computed together, and how their components and products lie in memory.
struct TileBlock {
  /// Tiles, each a row of every product.
  let rows: Int
  let rowStride: Int
  let components: Int
  let products: Int
  let columns: Int
  /// Whether all workers share the block, because the weights are too many to be read for each.
  let isShared: Bool

  var count: Int { rows * (components * rowStride + products * columns) }
}
