package import Tensors

/// Where one tensor of a checkpoint lies and how it is stored.
package struct TensorEntry: Hashable, Sendable {
  package let name: String
  package let storage: StorageType
  /// As the file has them: none for a scalar.
  package var extents: [Int] { view.extents }
  let place: StoragePlace
  let view: StridedView

  /// Makes an entry; the view has been checked against the place.
  init(name: String, storage: StorageType, place: StoragePlace, view: StridedView) {
    self.name = name
    self.storage = storage
    self.place = place
    self.view = view
  }

  /// The extents; a scalar has one element, so its shape is 1.
  package var shape: Shape { Shape(extents.isEmpty ? [1] : extents) }

  /// The entry under another name.
  func renamed(_ name: String) -> TensorEntry {
    TensorEntry(name: name, storage: storage, place: place, view: view)
  }

  /// Reads the elements as 32-bit floats; nil for types that are no real numbers.
  func floats(from source: ByteSource) throws(CheckpointError) -> [Float]? {
    if storage == .float32, place.deflation == nil, !place.isBigEndian, view.isContiguous {
      let start = place.range.lowerBound + 4 * view.offset
      return try source.floats(start..<start + 4 * view.count)
    }
    guard storage.isReal else { return nil }
    return storage.floats(
      try bytesInReach(of: source), view: view, isBigEndian: place.isBigEndian)
  }

  /// Reads the elements as safetensors stores them: row by row, little-endian.
  func littleEndianBytes(from source: ByteSource) throws(CheckpointError) -> [UInt8] {
    let bytes = try bytesInReach(of: source)
    if view.isContiguous, !place.isBigEndian { return bytes }
    switch storage.byteCount {
    case 1: return view.collect(bytes, isBigEndian: false) { (word: UInt8) in word }
    case 2: return flat(bytes, UInt16.self)
    case 4: return flat(bytes, UInt32.self)
    default: return flat(bytes, UInt64.self)
    }
  }

  private func bytesInReach(of source: ByteSource) throws(CheckpointError) -> [UInt8] {
    let start = view.offset * storage.byteCount
    return try place.bytes(start..<start + view.reach * storage.byteCount, of: source)
  }

  private func flat<Word: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: [UInt8], _ type: Word.Type
  ) -> [UInt8] {
    let words = view.collect(bytes, isBigEndian: place.isBigEndian) { (word: Word) in
      word.littleEndian
    }
    return unsafe words.withUnsafeBytes { unsafe Array($0) }
  }
}
