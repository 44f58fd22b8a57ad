import FoundationEssentials
import Pictures

/// A picture as a PNG file in base64, as terminals take it that read such files themselves.
///
/// The terminal enlarges it, so that a generator's own pixels are all that is sent.
enum PNGFrame {
  /// Colours and longest side of a frame that is not fine: of 64 pixels a quarter of the bytes, and hardly to be
  /// told from a fine one.
  private static let fastColours = 64
  private static let fastSide = 128

  /// The bytes of the file.
  ///
  /// - Parameters:
  ///   - picture: What it shows.
  ///   - quality: A frame that is not fine has fewer colours, and pixels.
  ///   - keepsPixels: Whether it has all pixels, because edits are told in them.
  /// - Returns: The file.
  static func file(
    of picture: Picture, _ quality: FrameQuality, keepsPixels: Bool = false
  ) -> [UInt8] {
    guard quality != .fine else { return PNG.encode(picture) }
    let side = max(picture.width, picture.height)
    let smaller =
      side <= fastSide || keepsPixels
      ? picture
      : picture.resized(
        width: max(1, picture.width * fastSide / side),
        height: max(1, picture.height * fastSide / side))
    let indexed = MedianCut.indexed(smaller, limit: fastColours) { $0 }
    var writer = IndexedPNGWriter(
      width: indexed.width, height: indexed.height, palette: indexed.palette)
    writer.append(indexed.indices)
    return writer.finish()
  }

  /// Bytes in base64.
  static func base64(_ file: [UInt8]) -> [UInt8] { Array(Data(file).base64EncodedString().utf8) }
}
