extension TensorEntry {
  /// Checks every number of a pickled tensor against its storage.
  ///
  /// - Parameters:
  ///   - name: The tensor's name, for errors.
  ///   - tensor: What the pickle says of it.
  ///   - place: Where the file has its storage.
  /// - Throws: `CheckpointError` with the number that does not fit.
  init(
    _ name: String, _ tensor: PickledTensor, place: StoragePlace
  ) throws(CheckpointError) {
    let (storage, extents, strides) = (tensor.storage, tensor.extents, tensor.strides)
    let (byteCount, isHuge) = storage.count.multipliedReportingOverflow(by: storage.type.byteCount)
    guard !isHuge, byteCount == place.byteCount else {
      throw .storageSize(
        name, type: storage.type, expected: storage.count, foundBytes: place.byteCount)
    }
    guard extents.count == strides.count, extents.count <= Self.axisLimit,
      extents.allSatisfy({ $0 >= 0 }), strides.allSatisfy({ $0 >= 0 }), tensor.offset >= 0
    else {
      throw .malformedView(name, offset: tensor.offset, extents: extents, strides: strides)
    }
    guard !extents.contains(0) else { throw .emptyTensor(name, extents: extents) }
    var count = storage.type.byteCount
    var last = tensor.offset
    for (extent, stride) in zip(extents, strides) {
      let (product, overflows) = count.multipliedReportingOverflow(by: extent)
      let (distance, isFar) = (extent - 1).multipliedReportingOverflow(by: stride)
      let (sum, isFarther) = last.addingReportingOverflow(distance)
      guard !overflows, !isFar, !isFarther else { throw .tooLarge(name, extents: extents) }
      count = product
      last = sum
    }
    guard last < storage.part.count else {
      throw .outsideStorage(name, last: last, count: storage.part.count)
    }
    self.init(
      name: name, storage: storage.type, place: place,
      view: StridedView(
        extents: extents, strides: strides, offset: storage.part.lowerBound + tensor.offset))
  }

  /// No tensor of a network has more axes.
  static let axisLimit = 32
}
