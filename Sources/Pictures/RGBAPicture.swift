/// A decoded picture with its opacity, for files that serve as masks.
package struct RGBAPicture: Equatable, Sendable {
  package let width: Int
  package let height: Int
  /// Four bytes a pixel: red, green, blue, opacity; the colours are not premultiplied.
  package let bytes: [UInt8]
  /// Whether the file itself has opacity; without it every pixel is opaque.
  package let hasAlpha: Bool

  /// The picture as it looks on black, mixed in the encoded values as browsers do.
  package var onBlack: Picture {
    var mixed: [UInt8] = []
    mixed.reserveCapacity(width * height * 3)
    for pixel in stride(from: 0, to: bytes.count, by: 4) {
      let opacity = Int(bytes[pixel + 3])
      for channel in pixel..<pixel + 3 {
        mixed.append(UInt8((Int(bytes[channel]) * opacity + 127) / 255))
      }
    }
    return Picture(width: width, height: height, bytes: mixed)
  }
}
