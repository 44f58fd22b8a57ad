/// A zip archive written by hand, so that it can be wrong in any way.
struct ZipFile {
  struct Entry {
    var name: String
    var bytes: [UInt8]
    var method: UInt16 = 0
    var flags: UInt16 = 0
    var checksum: UInt32 = 0
    /// What the directory says of the size; the truth if nil.
    var size: UInt32?
    var compressedSize: UInt32?
    /// What the directory says of the place; the truth if nil.
    var offset: UInt32?
  }

  var entries: [Entry]
  /// What the end record says of the number of entries; the truth if nil.
  var entryCount: UInt16?
  var directoryOffset: UInt32?

  /// An archive of PyTorch with one tensor `a` of four zeros.
  static func pyTorch(
    _ root: [UInt8] = PickleText.dictionary([("a", PickleText.tensor())])
  ) -> ZipFile {
    ZipFile(entries: [
      Entry(name: "x/data.pkl", bytes: PickleText.pickle(root)),
      Entry(name: "x/byteorder", bytes: Array("little".utf8)),
      Entry(name: "x/data/0", bytes: [UInt8](repeating: 0, count: 16)),
    ])
  }

  var bytes: [UInt8] {
    func number<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
      PickleText.littleEndian(value)
    }
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let offset = UInt32(file.count)
      let sizes =
        number(entry.compressedSize ?? UInt32(entry.bytes.count))
        + number(entry.size ?? UInt32(entry.bytes.count))
      let head =
        number(entry.flags) + number(entry.method) + number(UInt32(0)) + number(entry.checksum)
        + sizes + number(UInt16(entry.name.utf8.count)) + number(UInt16(0))
      file += [0x50, 0x4B, 3, 4] + number(UInt16(20)) + head + entry.name.utf8 + entry.bytes
      directory += [0x50, 0x4B, 1, 2] + number(UInt16(20)) + number(UInt16(20)) + head
      // Comment, disk, attributes.
      directory += [UInt8](repeating: 0, count: 10)
      directory += number(entry.offset ?? offset) + entry.name.utf8
    }
    let start = UInt32(file.count)
    let count = entryCount ?? UInt16(entries.count)
    file += directory
    file += [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + number(count) + number(count)
    file += number(UInt32(directory.count)) + number(directoryOffset ?? start) + [0, 0]
    return file
  }
}
