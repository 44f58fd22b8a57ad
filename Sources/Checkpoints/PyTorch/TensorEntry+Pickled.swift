extension TensorEntry {
  /// Checks every number of a pickled tensor against its storage.
  ///
  /// - Parameters:
  ///   - name: The tensor's name, for errors.
  ///   - tensor: What the pickle says of it.
  ///   - place: Where the file has its storage.
  /// - Throws: `CheckpointError` with the number that does not fit.
  init(
    _ name: String, _ tensor: PickledTensor, place: StorageRange
  ) throws(CheckpointError) {
    let (storage, extents) = (tensor.storage, tensor.extents)
    guard let type = tensor.type.storage else {
      throw .unreadableTensor(name, reason: "stored as \(tensor.type.rawValue)")
    }
    guard extents.count <= Self.axisLimit else {
      throw .unreadableTensor(name, reason: "a tensor of \(extents.count) axes")
    }
    let (byteCount, isHuge) = storage.count.multipliedReportingOverflow(by: storage.type.byteCount)
    guard !isHuge, byteCount == place.byteCount else {
      throw .storageSize(
        name, type: storage.type.rawValue, expected: storage.count, foundBytes: place.byteCount)
    }
    guard extents.count == tensor.strides.count,
      extents.allSatisfy({ $0 >= 0 }), tensor.strides.allSatisfy({ $0 >= 0 }), tensor.offset >= 0
    else {
      throw .malformedView(
        name, offset: tensor.offset, extents: extents, strides: tensor.strides)
    }
    // A storage of bytes counts bytes, its tensor counts elements.
    let elements =
      storage.type == .untyped
      ? 0..<byteCount / tensor.type.byteCount : storage.part
    guard !extents.contains(0) else {
      self.init(
        name: name, storage: type, place: place, view: StridedView(contiguous: extents))
      return
    }
    // Along an axis of one element there is no step, so any stride may stand there.
    let strides = zip(extents, tensor.strides).map { $0 == 1 ? 0 : $1 }
    var count = tensor.type.byteCount
    var last = tensor.offset
    for (extent, stride) in zip(extents, strides) {
      let (product, overflows) = count.multipliedReportingOverflow(by: extent)
      let (distance, isFar) = (extent - 1).multipliedReportingOverflow(by: stride)
      let (sum, isFarther) = last.addingReportingOverflow(distance)
      guard !overflows, !isFar, !isFarther else { throw .tooLarge(name, extents: extents) }
      count = product
      last = sum
    }
    guard last < elements.count else {
      throw .outsideStorage(name, last: last, count: elements.count)
    }
    self.init(
      name: name, storage: type, place: place,
      view: StridedView(
        extents: extents, strides: strides, offset: elements.lowerBound + tensor.offset),
      signs: tensor.signs)
  }

  /// No tensor of a network has more axes.
  static let axisLimit = 32
}
