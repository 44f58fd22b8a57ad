import Checkpoints
import Files
import Tensors
import Testing

/// Arrays as `numpy.save` writes them, and files that only look like those.
struct NumPyArrayTests {
  /// A file of version 1, or of a later one with a longer length.
  private func file(_ header: String, _ content: [UInt8], version: UInt8 = 1) -> [UInt8] {
    let length = header.utf8.count
    let size = version == 1 ? 2 : 4
    return ArrayFile.signature + [version, 0]
      + (0..<size).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
      + content
  }

  private func header(_ type: String, _ shape: String, fortran: Bool = false) -> String {
    "{'descr': '\(type)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': \(shape), }   \n"
  }

  private func bytes(_ floats: [Float]) -> [UInt8] {
    floats.flatMap { float in
      (0..<4).map { UInt8(truncatingIfNeeded: float.bitPattern >> (8 * $0)) }
    }
  }

  @Test(arguments: [UInt8(1), 2, 3])
  func `an array has the shape and the numbers of its file`(version: UInt8) throws {
    let numbers: [Float] = [1, -2, 3.5, 0, 7, 8]
    let array = try NumPyArray(
      bytes: file(header("<f4", "(2, 3)"), bytes(numbers), version: version))
    #expect(array.tensor == Tensor(shape: Shape(2, 3), elements: numbers))
  }

  @Test func `half and double precision become single`() throws {
    let half = try NumPyArray(bytes: file(header("<f2", "(2,)"), [0x00, 0x3C, 0x00, 0xC1]))
    #expect(half.tensor == Tensor(shape: Shape(2), elements: [1, -2.5]))
    let double = try NumPyArray(
      bytes: file(header("<f8", "()"), [0, 0, 0, 0, 0, 0, 0x0C, 0xC0]))
    #expect(double.tensor == Tensor(shape: Shape(1), elements: [-3.5]))
  }

  @Test func `an array by columns is turned`() throws {
    // numpy.arange(12).reshape(2, 3, 2), saved as its transpose is laid out.
    let rows = (0..<12).map(Float.init)
    let columns: [Float] = [0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11]
    let array = try NumPyArray(
      bytes: file(header("<f4", "(2, 3, 2)", fortran: true), bytes(columns)))
    #expect(array.tensor == Tensor(shape: Shape(2, 3, 2), elements: rows))
  }

  @Test func `errors say what was found and expected`() {
    let four = bytes([1])
    let cases: [([UInt8], NumPyError, String)] = [
      ([], .noArray, "the header of the NumPy array is damaged"),
      (Array(file(header("<f4", "(1,)"), four)[..<20]), .noArray, "is damaged"),
      (file("{'descr': '<f4'}", four), .noArray, "is damaged"),
      (file(header("<f4", "(1, x)"), four), .noArray, "is damaged"),
      (file(header("<f4", "(-1,)"), four), .noArray, "is damaged"),
      (
        file(header("<i8", "(1,)"), four), .unknownType("'<i8'"),
        "is of type '<i8'"
      ),
      (
        file(header("<f4", "(2, 3)"), four), .size(extents: [2, 3], type: "<f4", found: 4),
        "has 4 bytes of numbers, expected those of 2×3 of '<f4'"
      ),
      (
        file(header("<f8", "(\(Int.max), 3)"), four),
        .size(extents: [.max, 3], type: "<f8", found: 4), "has 4 bytes"
      ),
      (file(header("<f4", "(0, 3)"), []), .empty(extents: [0, 3]), "of 0×3 has no numbers"),
    ]
    for (bytes, error, text) in cases {
      let found = #expect(throws: NumPyError.self) { try NumPyArray(bytes: bytes) }
      #expect(found == error)
      #expect(found?.description.contains(text) == true, "\(found?.description ?? "")")
    }
  }
}
