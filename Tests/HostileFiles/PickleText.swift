/// Pickles written instruction by instruction, so that they can be wrong in any way.
package enum PickleText {
  package static func text(_ value: String) -> [UInt8] {
    [0x58] + littleEndian(UInt32(value.utf8.count)) + value.utf8
  }

  package static func number(_ value: Int) -> [UInt8] {
    [0x8A, 8] + littleEndian(UInt64(bitPattern: Int64(value)))
  }

  package static func global(_ module: String, _ name: String) -> [UInt8] {
    Array("c\(module)\n\(name)\n".utf8)
  }

  package static func tuple(_ items: [UInt8]...) -> [UInt8] { [0x28] + items.joined() + [0x74] }

  package static func tuple(of numbers: [Int]) -> [UInt8] {
    [0x28] + numbers.flatMap(number) + [0x74]
  }

  package static func dictionary(_ entries: [(String, [UInt8])]) -> [UInt8] {
    [0x7D, 0x28] + entries.flatMap { text($0.0) + $0.1 } + [0x75]
  }

  /// `torch._utils._rebuild_tensor_v2` called with a storage's persistent id and a view.
  package static func tensor(
    _ key: String = "0", type: String = "FloatStorage", count: Int = 4, offset: Int = 0,
    extents: [Int] = [4], strides: [Int] = [1], view: [UInt8] = [0x4E]
  ) -> [UInt8] {
    let storage =
      tuple(
        text("storage"), global("torch", type), text(key), text("cpu"), number(count), view)
      + [0x51]
    return global("torch._utils", "_rebuild_tensor_v2")
      + tuple(
        storage, number(offset), tuple(of: extents), tuple(of: strides), [0x89],
        global("collections", "OrderedDict") + [0x29, 0x52])
      + [0x52]
  }

  /// A sparse tensor, which no reader here understands.
  package static var sparseTensor: [UInt8] {
    global("torch._utils", "_rebuild_sparse_tensor") + tuple([0x4E]) + [0x52]
  }

  /// A whole pickle of protocol 2.
  package static func pickle(_ body: [UInt8]) -> [UInt8] { [0x80, 2] + body + [0x2E] }

  /// A legacy stream with one root value.
  ///
  /// - Parameters:
  ///   - root: What the object pickle describes.
  ///   - storages: The keys, and what follows each storage's number of elements.
  /// - Returns: The bytes of a whole file.
  package static func stream(
    _ root: [UInt8],
    storages: [(key: String, count: Int, bytes: [UInt8])] = [
      ("0", 4, [UInt8](repeating: 0, count: 16))
    ]
  ) -> [UInt8] {
    let magic: [UInt8] = [0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]
    var keys: [UInt8] = [0x5D, 0x28]
    var tail: [UInt8] = []
    for storage in storages {
      keys += text(storage.key)
      tail += littleEndian(Int64(storage.count)) + storage.bytes
    }
    let head = pickle([0x8A, 10] + magic) + pickle(number(1001)) + pickle([0x7D])
    return head + pickle(root) + pickle(keys + [0x65]) + tail
  }

  /// A legacy stream with one tensor `a`.
  package static func stream(ofTensor tensor: [UInt8]) -> [UInt8] {
    stream(dictionary([("a", tensor)]))
  }

  package static func littleEndian<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    (0..<Value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> Value(8 * $0)) }
  }
}
