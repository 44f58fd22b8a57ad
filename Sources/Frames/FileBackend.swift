/// Sends pictures as PNG files of a generator's own pixels, which the terminal enlarges.
package protocol FileBackend: FrameBackend {}

extension FileBackend {
  /// A frame that is not fine has few colours.
  package func isCoarse(_ quality: FrameQuality) -> Bool { quality != .fine }

  /// The picture's own size, unless the place has fewer pixels.
  package func sentSize(
    _ width: Int, _ height: Int, to place: PictureFit
  ) -> (width: Int, height: Int) {
    (min(width, place.pixelWidth), min(height, place.pixelHeight))
  }
}
