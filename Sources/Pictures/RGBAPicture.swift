/// A decoded picture with its opacity, for files that serve as masks.
package struct RGBAPicture: Equatable, Sendable {
  package let width: Int
  package let height: Int
  /// Four bytes a pixel: red, green, blue, opacity; the colours are not premultiplied.
  package let bytes: [UInt8]
  /// Whether the file itself has opacity; without it every pixel is opaque.
  package let hasAlpha: Bool
}
