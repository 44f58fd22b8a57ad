import Checkpoints
import Files
import FoundationEssentials
import Tensors
import TestSupport
import Testing

@Suite struct CheckpointErrorTests {
  private func message(_ bytes: [UInt8]) -> String { CheckpointsTests.message(bytes) }

  private func message(_ header: String, bytes: Int = 0) -> String {
    message(SafetensorsFile(header: header, body: [UInt8](repeating: 0, count: bytes)).bytes)
  }

  @Test func `a file cut at any byte is an error`() {
    let bytes = SafetensorsFile.small.bytes
    #expect(message(bytes) == "no error")
    for count in 0..<bytes.count { #expect(message(Array(bytes.prefix(count))) != "no error") }
    #expect(
      message([UInt8]())
        == "the file is an empty file; expected a safetensors file or one that torch.save wrote")
    #expect(message(Array(bytes.prefix(7))) == "the file ends after 7 bytes, expected at least 8")
    #expect(
      message(Array(bytes.prefix(100))) == "the file ends after 100 bytes, expected at least "
        + "\(bytes.count - 26)")
    #expect(
      message(bytes.dropLast())
        == "tensor 'b' lies at bytes 24 to 26, expected a range within 0 to 25")
  }

  @Test(arguments: UInt64(0)..<2000)
  func `a damaged byte never crashes the reader`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var bytes = SafetensorsFile.small.bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
        in: 0...255, using: &random)
    }
    guard let checkpoint = try? Checkpoint(bytes: bytes) else { return }
    for entry in checkpoint.entries { _ = try? checkpoint.tensor(entry.name) }
  }

  @Test(arguments: [
    (100_000_001, "the header is 100000001 bytes long, expected at most 100000000"),
    (UInt64.max, "the header is 18446744073709551615 bytes long, expected at most 100000000"),
    (1000, "the file ends after 34 bytes, expected at least 1008"),
  ])
  func `an oversize header is refused`(length: UInt64, expected: String) {
    var file = SafetensorsFile(header: #"{"a":{}}"#, body: [UInt8](repeating: 0, count: 18))
    file.announcedLength = length
    #expect(message(file.bytes) == expected)
  }

  @Test(arguments: [
    ("", 8, "'{'"),
    ("[]", 8, "'{'"),
    ("{} {}", 11, "the end of the header"),
    (#"{"a"}"#, 12, "':'"),
    (#"{"a":3}"#, 13, "'{'"),
    (#"{"__metadata__":{}"#, 26, "',' or '}'"),
    (#"{"a":{"dtype":4}}"#, 22, "a quoted string"),
    (#"{"a":{"dtype":"F32""#, 27, "',' or '}'"),
    (#"{"a":{"shape":[-1]}}"#, 23, "a whole number from 0 to 9223372036854775807"),
    (#"{"a":{"shape":[1.5]}}"#, 24, "',' or ']'"),
    (#"{"a":{"shape":[1e3]}}"#, 24, "',' or ']'"),
    (#"{"a":{"shape":[01]}}"#, 24, "a whole number from 0 to 9223372036854775807"),
    (
      #"{"a":{"shape":[9223372036854775808]}}"#, 41,
      "a whole number from 0 to 9223372036854775807"
    ),
    (#"{"a":{"shape":3}}"#, 22, "'['"),
    (#"{"a":{"shape":[[[[1]]]]}}"#, 23, "a whole number from 0 to 9223372036854775807"),
    (#"{"a":{"size":[1]}}"#, 21, "dtype, shape or data_offsets before this byte, not 'size'"),
    (#"{"a"#, 11, "a closing quote"),
    (#"{"\x"#, 11, "one of the escapes \" \\ / b f n r t u"),
    (#"{"\"#, 11, "an escape"),
    (#"{"\u12"#, 12, "four hexadecimal digits"),
    (#"{"\u12G4"}"#, 12, "four hexadecimal digits"),
    (#"{"\uDC00"}"#, 16, "a pair of surrogates before this byte"),
    (#"{"\uD800\u0041"}"#, 22, "a pair of surrogates before this byte"),
    ("{\"a\nb\"}", 11, "no control character in a string"),
    (#"{"__metadata__":{"format":1}}"#, 34, "a quoted string"),
  ])
  func `a malformed header says where and what was expected`(
    header: String, offset: Int, expected: String
  ) {
    #expect(
      message(header) == "the header is malformed at byte \(offset), expected \(expected)")
  }

  @Test func `a header that is not UTF-8 is refused`() {
    let header: [UInt8] = [8, 0, 0, 0, 0, 0, 0, 0] + "{\"".utf8 + [0xFF, 0xFE]
    #expect(
      message(header + "\":{}".utf8)
        == "the header is malformed at byte 12, expected UTF-8 in the string that ends here")
  }

  @Test func `a deep header is refused without exhausting the stack`() {
    let depth = 1_000_000
    #expect(
      message(#"{"a":"# + String(repeating: "{\"a\":", count: depth)).contains("malformed"))
    #expect(
      message(#"{"a":{"shape":"# + String(repeating: "[", count: depth)).contains("malformed"))
  }

  @Test(arguments: [
    (#"{"a":{"shape":[1],"data_offsets":[0,4]}}"#, 4, "tensor 'a' has no field 'dtype'"),
    (#"{"a":{"dtype":"F32","data_offsets":[0,4]}}"#, 4, "tensor 'a' has no field 'shape'"),
    (#"{"a":{"dtype":"F32","shape":[1]}}"#, 4, "tensor 'a' has no field 'data_offsets'"),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, 4,
      "tensor 'a' has 1 data_offsets, expected 2"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}"#, 4,
      "tensor 'a' is 4611686018427387904×4, which is too large to address"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4,
      "tensor 'a' lies at bytes 4 to 0, expected a range within 0 to 4"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,9223372036854775807]}}"#, 4,
      "tensor 'a' lies at bytes 0 to 9223372036854775807, expected a range within 0 to 4"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4,
      "tensor 'a' has 4 bytes, expected 8"
    ),
    (
      #"{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"#
        + #""b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}"#, 4,
      "tensor 'b' begins at byte 2, expected 3"
    ),
    (
      #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"#
        + #""b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}"#, 4,
      "tensor 'b' begins at byte 2, expected 1"
    ),
    (
      #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#, 2,
      "tensor 'a' begins at byte 1, expected 0"
    ),
    (
      #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#, 3,
      "2 bytes follow the last tensor, expected none"
    ),
    (
      #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"#
        + #""a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#, 2,
      "the name 'a' is used twice"
    ),
    (#"{"a":{"dtype":"U8","dtype":"U8"}}"#, 0, "the name 'a.dtype' is used twice"),
    (#"{"__metadata__":{"k":"1","k":"2"}}"#, 0, "the name 'k' is used twice"),
    (#"{"__metadata__":{},"__metadata__":{}}"#, 0, "the name '__metadata__' is used twice"),
  ])
  func `a wrong entry names the tensor`(header: String, bytes: Int, expected: String) {
    #expect(message(header, bytes: bytes) == expected)
  }

  @Test(arguments: [("F31", 4, 4), ("F4_E9", 3, 7), ("X'\u{1B}[2J", 1, 1)])
  func `a type that is not known is an error when the tensor is asked for`(
    type: String, count: Int, bytes: Int
  ) throws {
    let escaped = type.replacing("\u{1B}", with: "\\u001b")
    let file = SafetensorsFile(
      header: #"{"a":{"dtype":"\#(escaped)","shape":[\#(count)],"data_offsets":[0,\#(bytes)]},"#
        + #""b":{"dtype":"U8","shape":[1],"data_offsets":[\#(bytes),\#(bytes + 1)]}}"#,
      body: [UInt8](repeating: 0, count: bytes + 1))
    let checkpoint = try Checkpoint(bytes: file.bytes)
    #expect(checkpoint.entries.map(\.name) == ["b"])
    let error = #expect(throws: CheckpointError.self) { try checkpoint.tensor("a") }
    let shown = type.replacing("\u{1B}", with: "\\u{1B}")
    #expect(
      error?.description
        == "tensor 'a' is stored as '\(shown)', expected one with numbers of its own")
  }

  @Test(arguments: [("F4", 6, 3), ("F6_E2M3", 4, 3), ("F6_E3M2", 8, 6), ("F8_E8M0", 3, 3)])
  func `the newer types are kept as they are`(type: String, count: Int, bytes: Int) throws {
    let body = (0..<bytes).map { UInt8($0 + 1) }
    let file = SafetensorsFile(
      header: #"{"__metadata__":null,"a":{"dtype":"\#(type)","shape":[\#(count)],"#
        + #""data_offsets":[0,\#(bytes)]}}"#, body: body)
    let checkpoint = try Checkpoint(bytes: file.bytes)
    var copy: [UInt8] = []
    try SafetensorsWriter(checkpoint, isHalf: true).write { copy += $0 }
    let converted = try Checkpoint(bytes: copy)
    #expect(converted.entries.map(\.storage.rawValue) == [type])
    #expect(try converted.littleEndianBytes(of: converted.entries[0]) == body)
    #expect(
      message(#"{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,2]}}"#, bytes: 2)
        == "tensor 'a' is 3, which is too large to address")
  }

  @Test func `a tensor that is not there or has another shape is an error`() throws {
    let checkpoint = try Checkpoint(bytes: SafetensorsFile.small.bytes)
    let missing = #expect(throws: CheckpointError.self) { try checkpoint.tensor("c") }
    #expect(missing?.description == "no tensor named 'c'")
    let mismatch = #expect(throws: CheckpointError.self) {
      try checkpoint.tensor("a", Shape(3, 2))
    }
    #expect(mismatch?.description == "tensor 'a' is 2×3, expected 3×2")
  }

  @Test(arguments: [
    ("/nowhere/at/all", "no file at '/nowhere/at/all'"),
    ("/", "'/' is a folder, expected a file"),
    ("/dev/zero", "'/dev/zero' is a device, expected a file"),
  ])
  func `a path that is no file is told apart`(path: String, expected: String) {
    let error = #expect(throws: CheckpointError.self) { try Checkpoint(contentsOf: path) }
    #expect(error?.description == expected)
  }

  @Test func `an empty file is an error`() throws {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "ganbrush-\(UUID().uuidString)")
    try Data().write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    #expect(throws: CheckpointError.foreignFile(.empty)) { try Checkpoint(contentsOf: url.path) }
  }
}
