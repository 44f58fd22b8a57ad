/// Red, green and blue from 0 to 1, as sRGB encodes them; light may go beyond.
struct Colour: Sendable {
  private let channels: SIMD3<Float>

  private init(_ channels: SIMD3<Float>) { self.channels = channels }

  init(_ red: Float, _ green: Float, _ blue: Float) { channels = SIMD3(red, green, blue) }

  static var black: Colour { Colour(0, 0, 0) }
  static var white: Colour { Colour(1, 1, 1) }

  /// Red, green and blue in 8 bits.
  var bytes: (UInt8, UInt8, UInt8) {
    let level = channels.clamped(lowerBound: .zero, upperBound: .one) * 255 + 0.5
    return (UInt8(level.x), UInt8(level.y), UInt8(level.z))
  }

  /// This colour with a share of another, 0 to 1.
  func mixed(_ other: Self, _ amount: Float) -> Self {
    Self(channels + (other.channels - channels) * amount)
  }

  static func + (colour: Self, other: Self) -> Self { Self(colour.channels + other.channels) }

  /// Adds the same to red, green and blue.
  static func + (colour: Self, level: Float) -> Self { Self(colour.channels + level) }

  /// The colour of a surface in light of another.
  static func * (colour: Self, light: Self) -> Self { Self(colour.channels * light.channels) }

  static func * (colour: Self, factor: Float) -> Self { Self(colour.channels * factor) }

  /// What a colour must be multiplied with to give this one.
  static func / (colour: Self, other: Self) -> Self { Self(colour.channels / other.channels) }
}
