/// Which elements of a storage a tensor is made of: every index times its stride, from an offset on.
struct StridedView: Hashable, Sendable {
  let extents: [Int]
  /// How many elements apart two neighbours along each axis lie; 0 repeats an element.
  let strides: [Int]
  /// The storage's element at index 0.
  let offset: Int

  /// A view of all elements in a row, as safetensors stores them.
  init(contiguous extents: [Int]) {
    self.init(extents: extents, strides: Self.rowMajor(extents), offset: 0)
  }

  /// A view of all elements of a storage by columns, whose first index runs fastest.
  init(columnMajor extents: [Int]) {
    self.init(
      extents: extents, strides: Self.rowMajor(extents.reversed()).reversed(), offset: 0)
  }

  /// Makes a view of checked numbers: no extent, stride or offset is below 0, the last element can be
  /// addressed, and strides along axes of one element are 0.
  init(extents: [Int], strides: [Int], offset: Int) {
    self.extents = extents
    self.strides = strides
    self.offset = offset
  }

  /// The number of elements.
  var count: Int { extents.reduce(1, *) }

  /// The number of storage elements from the first that the view reads to the last.
  var reach: Int {
    isEmpty ? 0 : 1 + zip(extents, strides).reduce(0) { $0 + ($1.0 - 1) * $1.1 }
  }

  /// Whether there are no elements.
  var isEmpty: Bool { extents.contains(0) }

  /// Whether the elements follow each other in the storage, row by row.
  var isContiguous: Bool {
    zip(extents, zip(strides, Self.rowMajor(extents))).allSatisfy { $0 == 1 || $1.0 == $1.1 }
  }

  private static func rowMajor(_ extents: [Int]) -> [Int] {
    var strides = extents
    var step = 1
    for axis in extents.indices.reversed() {
      strides[axis] = step
      step *= extents[axis]
    }
    return strides
  }

  /// Collects the elements row by row.
  ///
  /// - Parameters:
  ///   - bytes: `reach` elements; the first is the one at `offset`.
  ///   - isBigEndian: Whether the bytes of each word are turned round.
  ///   - element: Makes an element of a word.
  /// - Returns: `count` elements.
  /// - Complexity: O(elements).
  func collect<Word: FixedWidthInteger & BitwiseCopyable, Element>(
    _ bytes: [UInt8], isBigEndian: Bool, _ element: (Word) -> Element
  ) -> [Element] {
    let width = Word.bitWidth / 8
    guard !isEmpty else { return [] }
    precondition(bytes.count == reach * width, "\(bytes.count) bytes for \(reach) elements")
    let count = count
    let (row, step) = (extents.last ?? 1, strides.last ?? 1)
    var index = [Int](repeating: 0, count: extents.count)
    var start = 0
    return unsafe bytes.withUnsafeBytes { bytes in
      unsafe [Element](unsafeUninitializedCapacity: count) { target, initialized in
        while initialized < count {
          for column in 0..<row {
            let word = unsafe bytes.loadUnaligned(
              fromByteOffset: (start + column * step) * width, as: Word.self)
            unsafe target.initializeElement(
              at: initialized + column,
              to: element(isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word)))
          }
          initialized += row
          // The next row: the last axis but one turns fastest.
          for axis in extents.indices.dropLast().reversed() {
            index[axis] += 1
            start += strides[axis]
            if index[axis] < extents[axis] { break }
            start -= extents[axis] * strides[axis]
            index[axis] = 0
          }
        }
      }
    }
  }
}
