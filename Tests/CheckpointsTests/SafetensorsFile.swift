/// A safetensors file written by hand, so that it can be wrong in any way.
struct SafetensorsFile {
  var header: String
  var body: [UInt8] = []
  /// What the file says of its header's length; the truth if `nil`.
  var announcedLength: UInt64?

  var bytes: [UInt8] {
    let length = announcedLength ?? UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + header.utf8 + body
  }

  /// Two tensors, `a` of 2×3 floats and `b` of one half-precision number, and a note.
  static let small = SafetensorsFile(
    header: """
      {"__metadata__":{"format":"pt"},\
      "a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},\
      "b":{"dtype":"F16","shape":[],"data_offsets":[24,26]}}
      """,
    body: (1...6).flatMap { bytes(Float($0)) } + [0x00, 0x3C])

  static func bytes(_ value: Float) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt32($0))) }
  }
}
