import COpenSSL
package import FoundationEssentials

/// The SHA-256 of a file's bytes, which tells one checkpoint from another.
package struct FileDigest: Hashable, Sendable {
  /// 64 lower-case hexadecimal digits.
  package let hexadecimal: String

  /// Hashes the whole file.
  ///
  /// - Complexity: O(bytes); all of a mapped file is read.
  package init(of file: Data) {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    unsafe file.withUnsafeBytes { file in
      unsafe digest.withUnsafeMutableBufferPointer { digest in
        _ = unsafe SHA256(
          file.baseAddress?.assumingMemoryBound(to: UInt8.self), file.count, digest.baseAddress)
      }
    }
    hexadecimal = digest.map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}

extension FileDigest: CustomStringConvertible {
  package var description: String { hexadecimal }
}
