import COpenSSL

/// The SHA-256 of a file's bytes, which tells one checkpoint from another.
package struct FileDigest: Hashable, Sendable {
  /// 64 lower-case hexadecimal digits.
  package let hexadecimal: String

  /// So much of a file is in memory at a time.
  private static let blockSize = 1 << 20

  /// Hashes bytes in memory.
  package init(of bytes: [UInt8]) {
    do { try self.init(of: .memory(bytes)) } catch { preconditionFailure(error.description) }
  }

  /// Hashes a whole file, block by block.
  init(of source: ByteSource) throws(CheckpointError) {
    let context = unsafe EVP_MD_CTX_new()
    defer { unsafe EVP_MD_CTX_free(context) }
    var isValid = unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
    for start in stride(from: 0, to: source.count, by: Self.blockSize) {
      let block = try source.bytes(start..<min(start + Self.blockSize, source.count))
      isValid = unsafe isValid && EVP_DigestUpdate(context, block, block.count) == 1
    }
    var digest = [UInt8](repeating: 0, count: 32)
    isValid = unsafe isValid && EVP_DigestFinal_ex(context, &digest, nil) == 1
    precondition(isValid, "libcrypto cannot compute SHA-256")
    hexadecimal = digest.map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}

extension FileDigest: CustomStringConvertible {
  package var description: String { hexadecimal }
}
