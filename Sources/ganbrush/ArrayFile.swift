import Glibc
import Painting

/// A NumPy array of bytes that is written piece by piece and appears when it is whole.
struct ArrayFile: ~Copyable {
  private let path: String
  private let temporary: String
  /// -1 when the file has its name.
  private var descriptor: Int32
  private var left: Int

  /// Begins an array; its size is known before its content.
  init(_ path: String, shape: [Int]) throws(AtomicFile.Failure) {
    self.path = path
    temporary = "\(path).\(String(UInt64.random(in: 0 ... .max), radix: 36))"
    left = shape.reduce(1, *)
    descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.failure(path) }
    let header = Self.header(shape)
    left += header.count
    try append(header)
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unsafe unlink(temporary)
  }

  /// Version 1.0 of the format: magic, length, a Python dictionary padded to 64 bytes.
  private static func header(_ shape: [Int]) -> [UInt8] {
    let sizes = shape.map { "\($0)," }.joined(separator: " ")
    var text = "{'descr': '|u1', 'fortran_order': False, 'shape': (\(sizes)), }"
    while (text.utf8.count + 11) % 64 != 0 { text += " " }
    text += "\n"
    let length = text.utf8.count
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 255), UInt8(length >> 8)]
      + Array(text.utf8)
  }

  /// Writes the next elements.
  ///
  /// - Precondition: The array has room for them.
  mutating func append(_ bytes: [UInt8]) throws(AtomicFile.Failure) {
    precondition(bytes.count <= left, "\(bytes.count) bytes for \(left) in \(path)")
    left -= bytes.count
    var offset = 0
    while offset < bytes.count {
      let written = unsafe bytes[offset...].withUnsafeBytes { rest in
        unsafe write(descriptor, rest.baseAddress, rest.count)
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw Self.failure(path) }
      offset += written
    }
  }

  /// Forces the array to disk and gives it its name.
  ///
  /// - Precondition: It is whole.
  mutating func finish() throws(AtomicFile.Failure) {
    precondition(left == 0, "\(left) bytes are missing in \(path)")
    guard fsync(descriptor) == 0, unsafe rename(temporary, path) == 0 else {
      throw Self.failure(path)
    }
    close(descriptor)
    descriptor = -1
  }

  private static func failure(_ path: String) -> AtomicFile.Failure {
    AtomicFile.Failure(path: path, reason: unsafe String(cString: strerror(errno)))
  }
}
