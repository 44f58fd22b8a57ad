import Checkpoints
import FoundationEssentials
import Tensors
import Testing

@Suite struct CheckpointTests {
  @Test func `tensors, shapes and metadata are as written`() throws {
    let checkpoint = try Checkpoint(bytes: SafetensorsFile.small.bytes)
    #expect(checkpoint.entries.map(\.name) == ["a", "b"])
    #expect(checkpoint.entries.map(\.storage) == [.float32, .float16])
    #expect(checkpoint.metadata == ["format": "pt"])
    #expect(try checkpoint.shape(of: "a") == Shape(2, 3))
    #expect(try checkpoint.tensor("a").elements == [1, 2, 3, 4, 5, 6])
    #expect(try checkpoint.tensor("b", Shape(1)).elements == [1])
    #expect(checkpoint.contains("b"))
    #expect(!checkpoint.contains("c"))
  }

  @Test func `entries are in the order of their bytes, not of the header`() throws {
    let file = SafetensorsFile(
      header: """
        { "late" : {"data_offsets":[1,2], "shape":[1], "dtype":"U8"} ,
          "early": {"dtype":"BOOL","shape":[1,1],"data_offsets":[0,1]} }  \n
        """, body: [0, 1])
    #expect(try Checkpoint(bytes: file.bytes).entries.map(\.name) == ["early", "late"])
  }

  @Test func `a file is read through a link, and its digest is sha256sum's`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "ganbrush-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appending(path: "small.safetensors")
    try Data(SafetensorsFile.small.bytes).write(to: url)
    let link = folder.appending(path: "link.safetensors")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: url)
    let checkpoint = try Checkpoint(contentsOf: link.path)
    #expect(try checkpoint.tensor("a").elements.last == 6)
    #expect(try checkpoint.digest() == FileDigest(of: SafetensorsFile.small.bytes))
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func `digests equal the standard's examples`(text: String, digest: String) {
    #expect(FileDigest(of: Array(text.utf8)).description == digest)
  }

  @Test func `a checkpoint made of tensors gives them back`() throws {
    let tensor = Tensor(shape: Shape(2), elements: [.infinity, -0.1])
    let checkpoint = Checkpoint(["b": tensor, "a": tensor])
    #expect(checkpoint.entries.map(\.name) == ["a", "b"])
    #expect(try checkpoint.tensor("b", Shape(2)) == tensor)
  }

  @Test func `every half-precision pattern widens exactly`() throws {
    let patterns = (UInt16.min...UInt16.max).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let halves = try elements("F16", patterns)
    let brains = try elements("BF16", patterns)
    for pattern in 0..<65536 {
      let sign: Double = pattern < 32768 ? 1 : -1
      #expect(isSame(halves[pattern], sign * magnitude(pattern & 32767, fractionBits: 10)))
      #expect(isSame(brains[pattern], sign * magnitude(pattern & 32767, fractionBits: 7)))
    }
  }

  private func elements(_ type: String, _ body: [UInt8]) throws -> [Float] {
    let file = SafetensorsFile(
      header: #"{"a":{"dtype":"\#(type)","shape":[65536],"data_offsets":[0,131072]}}"#, body: body)
    return try Checkpoint(bytes: file.bytes).tensor("a").elements
  }

  /// A 15-bit floating-point number without its sign, by IEEE 754's definition.
  private func magnitude(_ bits: Int, fractionBits: Int) -> Double {
    let exponentBits = 15 - fractionBits
    let (exponent, fraction) = (bits >> fractionBits, bits & (1 << fractionBits - 1))
    let bias = 1 << (exponentBits - 1) - 1
    if exponent == 1 << exponentBits - 1 { return fraction == 0 ? .infinity : .nan }
    let significand = exponent == 0 ? fraction : fraction + 1 << fractionBits
    return Double(
      sign: .plus, exponent: max(exponent, 1) - bias - fractionBits,
      significand: Double(significand))
  }

  private func isSame(_ found: Float, _ expected: Double) -> Bool {
    expected.isNaN ? found.isNaN : Double(found) == expected && found.sign == expected.sign
  }

  @Test func `a NaN passes through`() throws {
    let file = SafetensorsFile(
      header: #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
      body: SafetensorsFile.bytes(.nan))
    #expect(try Checkpoint(bytes: file.bytes).tensor("a").elements[0].isNaN)
  }

  @Test func `a counter of whole numbers is listed and only fails when read`() throws {
    let file = SafetensorsFile(
      header: #"{"n":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}"#,
      body: [9, 0, 0, 0, 0, 0, 0, 0])
    let checkpoint = try Checkpoint(bytes: file.bytes)
    #expect(checkpoint.entries.map(\.storage) == [.int64])
    let error = #expect(throws: CheckpointError.self) { try checkpoint.tensor("n") }
    #expect(error?.description == "tensor 'n' is stored as I64, expected F32, F16, BF16 or F64")
  }

  @Test func `names may use every escape of JSON`() throws {
    let file = SafetensorsFile(
      header: #"{"a\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00é":{"dtype":"U8","shape":[1],"#
        + #""data_offsets":[0,1]}}"#, body: [0])
    let names = try Checkpoint(bytes: file.bytes).entries.map(\.name)
    #expect(names == ["a\"\\/\u{8}\u{C}\n\r\t\u{E9}\u{1F600}é"])
  }
}
