package import FoundationEssentials

extension StorageType {
  /// Reads little-endian elements as 32-bit floats, exactly; `nil` for a type that is not read so.
  ///
  /// Every half-precision number, infinity and NaN has its equal in single precision, so widening
  /// rounds nothing.
  ///
  /// - Precondition: `bytes` holds a whole number of elements.
  package func floats(_ bytes: Data) -> [Float]? {
    precondition(bytes.count % byteCount == 0, "\(bytes.count) bytes of \(rawValue)")
    switch self {
    case .float32:
      return words(bytes, as: UInt32.self) { Float(bitPattern: UInt32(littleEndian: $0)) }
    case .float16:
      return words(bytes, as: UInt16.self) { Float(Float16(bitPattern: UInt16(littleEndian: $0))) }
    case .bfloat16:
      return words(bytes, as: UInt16.self) {
        Float(bitPattern: UInt32(UInt16(littleEndian: $0)) << 16)
      }
    default: return nil
    }
  }

  /// Loads each word, at whatever alignment the file put it.
  private func words<Word: BitwiseCopyable>(
    _ bytes: Data, as type: Word.Type, _ widened: (Word) -> Float
  ) -> [Float] {
    unsafe bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / byteCount).map { index in
        unsafe widened(bytes.loadUnaligned(fromByteOffset: index * byteCount, as: type))
      }
    }
  }
}
