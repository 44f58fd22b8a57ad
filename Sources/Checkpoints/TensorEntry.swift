package import Tensors

/// Where one tensor of a checkpoint lies and how it is stored.
package struct TensorEntry: Hashable, Sendable {
  package let name: String
  package let storage: StorageType
  /// As the file has them: none for a scalar; one may be 0.
  package var extents: [Int] { view.extents }
  let place: StorageRange
  let view: StridedView
  /// Changes of sign that are still to be made.
  let signs: PendingSigns
  /// How the tensor is made of others; nil where the file has it.
  let reparametrization: Reparametrization?

  /// Makes an entry; the view has been checked against the place.
  init(
    name: String, storage: StorageType, place: StorageRange, view: StridedView,
    signs: PendingSigns = [], reparametrization: Reparametrization? = nil
  ) {
    self.name = name
    self.storage = storage
    self.place = place
    self.view = view
    self.signs = signs
    self.reparametrization = reparametrization
  }

  /// The number of elements.
  package var count: Int { view.count }

  /// The extents; a scalar has one element, so its shape is 1.
  ///
  /// - Throws: `CheckpointError.emptyTensor`, where there are no elements.
  package func shape() throws(CheckpointError) -> Shape {
    guard !view.isEmpty else { throw .emptyTensor(name, extents: extents) }
    return Shape(extents.isEmpty ? [1] : extents)
  }

  /// The entry under another name.
  func renamed(_ name: String) -> TensorEntry {
    TensorEntry(
      name: name, storage: storage, place: place, view: view, signs: signs,
      reparametrization: reparametrization)
  }

  /// Reads the elements as 32-bit floats; nil for types that are no real numbers.
  func floats(from source: CheckedSource) throws(CheckpointError) -> [Float]? {
    guard storage.isReal else { return nil }
    guard !view.isEmpty else { return [] }
    if let reparametrization { return try reparametrization.weights(from: source) }
    var floats: [Float]
    if storage == .float32, place.deflation == nil, !place.isBigEndian, view.isContiguous {
      floats = try source.floats(4 * view.offset..<4 * (view.offset + view.count), of: place)
    } else {
      floats = storage.floats(
        try bytesInReach(of: source), view: view, isBigEndian: place.isBigEndian)
    }
    if signs.contains(.negative) { for index in floats.indices { floats[index].negate() } }
    return floats
  }

  /// Reads the elements as safetensors stores them: row by row, little-endian.
  func littleEndianBytes(from source: CheckedSource) throws(CheckpointError) -> [UInt8] {
    guard !view.isEmpty else { return [] }
    if let reparametrization {
      return try reparametrization.weights(from: source).flatMap { weight in
        (0..<4).map { UInt8(truncatingIfNeeded: weight.bitPattern >> (8 * $0)) }
      }
    }
    var bytes = rowByRow(try bytesInReach(of: source))
    signs.apply(to: &bytes, of: storage)
    return bytes
  }

  private func rowByRow(_ bytes: [UInt8]) -> [UInt8] {
    if view.isContiguous, !place.isBigEndian { return bytes }
    switch storage.byteCount {
    case 1: return view.collect(bytes, isBigEndian: false) { (word: UInt8) in word }
    case 2: return flat(bytes, UInt16.self)
    case 4: return flat(bytes, UInt32.self)
    default: return flat(bytes, UInt64.self)
    }
  }

  private func bytesInReach(of source: CheckedSource) throws(CheckpointError) -> [UInt8] {
    // Elements that share bytes are always read together.
    guard storage.byteCount > 0 else {
      return try source.bytes(0..<place.byteCount, of: place)
    }
    let start = view.offset * storage.byteCount
    return try source.bytes(start..<start + view.reach * storage.byteCount, of: place)
  }

  private func flat<Word: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: [UInt8], _ type: Word.Type
  ) -> [UInt8] {
    // A complex number is two words; the real part comes first in either order of bytes.
    let turn = storage == .complex64 && place.isBigEndian ? Word(Word.bitWidth / 2) : 0
    let words = view.collect(bytes, isBigEndian: place.isBigEndian) { (word: Word) in
      (word << turn | word >> (Word(Word.bitWidth) - turn)).littleEndian
    }
    return unsafe words.withUnsafeBytes { unsafe Array($0) }
  }
}
