/// A storage that a persistent id names; its bytes are elsewhere in the file.
struct PickledStorage: Hashable, Sendable {
  let type: PickledType
  let key: String
  /// Elements of the whole storage.
  let count: Int
  /// The part of it that is meant, in elements; PyTorch before 0.4 could share storages in this
  /// way.
  let part: Range<Int>
}

/// A tensor as it was pickled, before its numbers are checked.
struct PickledTensor: Sendable {
  let storage: PickledStorage
  let type: PickledType
  let offset: Int
  let extents: [Int]
  let strides: [Int]
  let signs: PendingSigns
}
