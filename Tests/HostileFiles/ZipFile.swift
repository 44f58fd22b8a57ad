/// A zip archive written by hand, so that it can be wrong in any way.
package struct ZipFile {
  package struct Entry {
    package var name: String
    package var bytes: [UInt8]
    package var method: UInt16 = 0
    package var flags: UInt16 = 0
    /// 0 tells readers that there is none.
    package var checksum: UInt32 = 0
    /// What the directory says of the size; the truth if nil.
    package var size: UInt32?
    package var compressedSize: UInt32?
    /// What the directory says of the place; the truth if nil.
    package var offset: UInt32?

    package init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  package var entries: [Entry]
  /// What the end record says of the number of entries; the truth if nil.
  package var entryCount: UInt16?
  package var directoryOffset: UInt32?

  package init(entries: [Entry]) { self.entries = entries }

  /// An archive of PyTorch with one tensor `a` of four zeros.
  package static func pyTorch(
    _ root: [UInt8] = PickleText.dictionary([("a", PickleText.tensor())])
  ) -> ZipFile {
    ZipFile(entries: [
      Entry(name: "x/data.pkl", bytes: PickleText.pickle(root)),
      Entry(name: "x/byteorder", bytes: Array("little".utf8)),
      Entry(name: "x/data/0", bytes: [UInt8](repeating: 0, count: 16)),
    ])
  }

  package var bytes: [UInt8] {
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
