package import Cells
package import Pictures

/// One way to show pictures on a terminal: what it needs of them, and the bytes that draw them.
///
/// A new way is a conforming type, and a line in the program's list of styles.
package protocol FrameBackend: Sendable {
  /// The name that people read.
  var title: String { get }

  /// How many pixels a cell of the screen shows, and which sizes a picture may have there.
  var raster: FrameRaster { get }

  /// How a change is sent.
  var updates: FrameUpdates { get }

  /// Whether a frame of this quality shows less than a fine one, which must then follow.
  func isCoarse(_ quality: FrameQuality) -> Bool

  /// The size in which a picture of `width` × `height` is sent to a place.
  func sentSize(_ width: Int, _ height: Int, to place: PictureFit) -> (width: Int, height: Int)

  /// Appends what draws a part of a picture, wherever the cursor is.
  ///
  /// - Parameters:
  ///   - part: Cells of the picture, or pixels where those are what is updated, counted from its
  ///     upper left corner.
  ///   - picture: The whole picture, in the size in which it is sent.
  ///   - place: The cells of the screen where the picture lies.
  ///   - quality: What matters more.
  ///   - bytes: What the terminal gets.
  func append(
    _ part: Rect, of picture: Picture, in place: Rect, _ quality: FrameQuality,
    to bytes: inout [UInt8])

  /// What lays an overlay over the picture that is shown, in place of the last overlay; nil where it has
  /// to be drawn into the picture.
  func layer(_ overlay: PictureOverlay, on place: PictureFit) -> [UInt8]?

  /// What takes the picture away where writing over its cells does not.
  var erasure: [UInt8] { get }

  /// Whether a picture is printed wherever the cursor is; otherwise the place says on which row.
  var printsAtCursor: Bool { get }

  /// A picture of the size in which it is sent, from the cursor on, for a terminal that scrolls; the
  /// cursor ends at the beginning of a line below it.
  func printed(_ picture: Picture, on cells: PictureFit) -> [UInt8]
}

/// How a backend sends what has changed in a picture.
package enum FrameUpdates: Sendable {
  /// As few rectangles of cells: each has a cost of its own.
  case rectangles
  /// As few rectangles of the picture's own pixels, which the terminal enlarges.
  case pixels
  /// As runs of cells in one row.
  case runs
  /// As the whole picture, whatever has changed.
  case whole
}

extension FrameBackend {
  package var erasure: [UInt8] { [] }
  package func layer(_ overlay: PictureOverlay, on place: PictureFit) -> [UInt8]? { nil }
  package var printsAtCursor: Bool { true }

  /// Whether the terminal gets pixels, and no characters.
  package var drawsPixels: Bool { updates != .runs }

  package func sentSize(
    _ width: Int, _ height: Int, to place: PictureFit
  ) -> (width: Int, height: Int) {
    (place.pixelWidth, place.pixelHeight)
  }
}
