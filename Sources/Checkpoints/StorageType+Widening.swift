extension StorageType {
  /// Whether the elements are floating-point numbers that a network can use.
  package var isReal: Bool {
    switch self {
    case .float16, .bfloat16, .float32, .float64: true
    default: false
    }
  }

  /// Reads the elements of a view as 32-bit floats.
  ///
  /// Every half-precision number, infinity and NaN has its equal in single precision, so widening
  /// is exact; double precision is rounded to the nearest.
  ///
  /// - Precondition: The type is real, and `bytes` holds what the view reaches.
  func floats(_ bytes: [UInt8], view: StridedView, isBigEndian: Bool) -> [Float] {
    switch self {
    case .float16:
      view.collect(bytes, isBigEndian: isBigEndian) { Float(halfPrecision: $0) }
    case .bfloat16:
      view.collect(bytes, isBigEndian: isBigEndian) { (word: UInt16) in
        Float(bitPattern: UInt32(word) << 16)
      }
    case .float32: view.collect(bytes, isBigEndian: isBigEndian) { Float(bitPattern: $0) }
    case .float64: view.collect(bytes, isBigEndian: isBigEndian) { Float(Double(bitPattern: $0)) }
    default: preconditionFailure("elements of \(rawValue) are no floats")
    }
  }
}

extension Float {
  /// A half-precision number, by its bits.
  ///
  /// Processors without an instruction for it call a function for each `Float16`; these are a few
  /// operations of any vector.
  fileprivate init(halfPrecision bits: UInt16) {
    let magnitude = UInt32(bits & 0x7FFF) << 13
    // The exponents' zeros lie 112 apart. What has the largest exponent is infinite or no number.
    let finite = (Float(bitPattern: magnitude) * 0x1p112).bitPattern
    let special: UInt32 = magnitude >= 0x0F80_0000 ? 0x7F80_0000 : 0
    self.init(bitPattern: finite | special | UInt32(bits & 0x8000) << 16)
  }
}
