import Checkpoints
import HostileFiles
import TestSupport
import Testing

@Suite struct ZipErrorTests {
  private func message(_ bytes: [UInt8]) -> String { CheckpointsTests.message(bytes) }

  private func message(_ change: (inout ZipFile) -> Void) -> String {
    var file = ZipFile.pyTorch()
    change(&file)
    return message(file.bytes)
  }

  @Test func `a directory is where the end says, with as many entries`() {
    #expect(message { $0.directoryOffset = 0 }.hasSuffix("zip entry at byte 0 is malformed"))
    #expect(
      message { $0.directoryOffset = .max - 1 }.contains(
        "is said to be at byte 4294967294, expected it to end before byte"))
    #expect(
      message { $0.entryCount = 2 } == "the zip directory has 3 entries, expected 2")
    #expect(
      message(Array(ZipFile.pyTorch().bytes.dropLast(30)))
        == "the zip archive has no directory at its end: the file is cut or damaged")
  }

  @Test func `an entry is where the directory says`() {
    #expect(
      message { $0.entries[2].offset = .max - 1 }.hasPrefix(
        "zip entry 'x/data/0' of 16 bytes lies at byte 4294967294, expected it to end before byte"))
    #expect(message { $0.entries[2].offset = 1 } == "the zip entry at byte 1 is malformed")
    #expect(
      message { file in
        file.entries[2].size = 1 << 30
        file.entries[2].compressedSize = 1 << 30
      }.hasPrefix("zip entry 'x/data/0' of 1073741824 bytes lies at byte"))
    #expect(
      message { $0.entries[2].size = 17 }
        == "zip entry 'x/data/0' is stored in 16 bytes, expected 17")
  }

  @Test func `entries may neither share a name nor bytes`() {
    #expect(
      message { $0.entries.append($0.entries[2]) }
        == "the zip archive has two entries 'x/data/0'")
    #expect(
      message { file in
        var copy = file.entries[2]
        copy.name = "x/data/1"
        copy.offset = 0
        file.entries.append(copy)
      } == "zip entries 'x/data.pkl' and 'x/data/1' overlap")
  }

  @Test func `encryption and other methods are named`() {
    #expect(message { $0.entries[0].flags = 1 } == "zip entry 'x/data.pkl' is encrypted")
    #expect(
      message { $0.entries[0].method = 14 }
        == "zip entry 'x/data.pkl' is compressed by method 14, expected 0 (stored) or 8 (deflated)")
  }

  @Test(arguments: ["../../etc/passwd", "/etc/passwd", "x/data/../../0", "C:\\x"])
  func `a path in a name leads nowhere`(name: String) {
    // Names are only compared; a file of this name is never opened or made.
    #expect(
      message { $0.entries[2].name = name } == "the zip archive has no entry 'x/data/0'")
  }

  @Test func `there is one pickle, and a byte order that is known`() {
    #expect(
      message { $0.entries[0].name = "x/other" } == "the zip archive has no entry 'data.pkl'")
    #expect(
      message { file in
        var copy = file.entries[0]
        copy.name = "y/data.pkl"
        file.entries.append(copy)
      } == "the zip archive has several entries 'data.pkl': 'x/data.pkl', 'y/data.pkl'")
    #expect(
      message { $0.entries[1].bytes = Array("middle".utf8) }
        == "the byte order is 'middle', expected 'little' or 'big'")
  }

  @Test(arguments: [1 << 30, 17])
  func `a byte order that is no word is not even inflated`(size: UInt32) {
    #expect(
      message { file in
        file.entries[1].method = 8
        file.entries[1].size = size
        file.entries[1].bytes = Self.deflatedZeros
      } == "the byte order is 'a text of \(size) bytes', expected 'little' or 'big'")
  }

  @Test(arguments: [0, 2])
  func `stored bytes are compared with their checksum`(entry: Int) {
    #expect(
      message { $0.entries[entry].checksum = 0xABC }.hasSuffix(", expected abc"))
  }

  @Test func `damage anywhere in a storage is found, whichever part of it is read`() throws {
    let name = "bare.pt"
    let bytes = try Fixture.bytes(name)
    // The numbers 0.125 and 0.25 stand next to each other in every storage of single precision.
    let places = bytes.indices.dropLast(8).filter {
      bytes[$0...].starts(with: [0, 0, 0, 0x3E, 0, 0, 0x80, 0x3E])
    }
    #expect(!places.isEmpty)
    for place in places {
      var damaged = bytes
      damaged[place] ^= 1
      let checkpoint = try Checkpoint(bytes: damaged)
      let failures = checkpoint.entries.filter { entry in
        do throws(CheckpointError) {
          _ = try checkpoint.tensor(entry.name)
          return false
        } catch {
          if case .archive(.checksum) = error { return true }
          return false
        }
      }
      #expect(!failures.isEmpty)
    }
  }

  @Test func `a storage has the bytes that its tensors need`() {
    #expect(
      message { $0.entries[2].bytes.append(0) }
        == "tensor 'a' has a storage of 17 bytes, expected 4 elements of float32")
  }

  // MARK: Deflated entries

  /// 16 zeros, deflated, and a tensor of them.
  private static let deflatedZeros: [UInt8] = [0x63, 0x60, 0x40, 0x05, 0x00]
  private static let zerosChecksum: UInt32 = 0xECBB_4B55

  private func deflated(
    _ bytes: [UInt8] = deflatedZeros, size: UInt32 = 16, checksum: UInt32 = zerosChecksum
  ) -> String {
    message { file in
      file.entries[2].bytes = bytes
      file.entries[2].method = 8
      file.entries[2].size = size
      file.entries[2].checksum = checksum
    }
  }

  @Test func `a deflated entry is as long as announced, and sound`() {
    #expect(deflated() == "no error")
    #expect(
      deflated(checksum: 1)
        == "zip entry 'x/data/0' is damaged: its checksum is ecbb4b55, expected 1")
    #expect(deflated([0xFF]) == "zip entry 'x/data/0' is damaged")
    #expect(deflated([0x63, 0x60]) == "zip entry 'x/data/0' is damaged")
    #expect(deflated(Self.deflatedZeros + [0]) == "zip entry 'x/data/0' is damaged")
    #expect(
      deflated(size: 12) == "tensor 'a' has a storage of 12 bytes, expected 4 elements of float32")
  }

  @Test func `an entry that would inflate to much more than the file is refused`() {
    // The pickle names a storage of a gigabyte.
    var file = ZipFile.pyTorch(
      PickleText.dictionary([("a", PickleText.tensor(count: 1 << 28, extents: [4]))]))
    file.entries[2].bytes = Self.deflatedZeros
    file.entries[2].method = 8
    file.entries[2].size = 1 << 30
    #expect(message(file.bytes).hasPrefix("tensor 'a' asks for more than"))
    // So does a pickle that is one itself.
    file.entries[0].method = 8
    file.entries[0].size = 1 << 30
    #expect(message(file.bytes).hasPrefix("a zip entry asks for more than"))
    // One that says less than it holds is caught while it is inflated.
    file.entries[0].size = 8
    file.entries[0].bytes = Self.deflatedZeros
    #expect(message(file.bytes) == "zip entry 'x/data.pkl' is damaged")
  }
}
