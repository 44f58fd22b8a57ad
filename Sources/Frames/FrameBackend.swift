package import Cells
package import Pictures

/// One way to show pictures on a terminal: what it needs of them, and the bytes that draw them.
///
/// A new way is a conforming type, and a line in the program's list of styles.
package protocol FrameBackend: Sendable {
  /// The name that people read.
  var title: String { get }

  /// How a picture is divided into cells, and how large it may be.
  var raster: FrameRaster { get }

  /// Whether the terminal gets pixels, of which few rectangles cost least, or characters, of which
  /// runs do.
  var drawsPixels: Bool { get }

  /// Whether a frame of this quality shows less than a fine one, which must then follow.
  func isCoarse(_ quality: FrameQuality) -> Bool

  /// Appends what moves the cursor to a part of a picture and draws it.
  ///
  /// - Parameters:
  ///   - part: Cells of the picture, counted from its upper left corner.
  ///   - picture: The whole picture, in the size that it has on the screen.
  ///   - place: The cells of the screen where the picture lies.
  ///   - quality: What matters more.
  ///   - bytes: What the terminal gets.
  func append(
    _ part: Rect, of picture: Picture, in place: Rect, _ quality: FrameQuality,
    to bytes: inout [UInt8])

  /// A whole picture from the cursor on, for a terminal that scrolls; the cursor ends below it.
  func printed(_ picture: Picture) -> [UInt8]
}
