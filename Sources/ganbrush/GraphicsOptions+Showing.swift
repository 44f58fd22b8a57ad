import Cells
import Frames
import Pictures
import Terminal

extension GraphicsOptions {
  /// Prints a picture where the cursor is, in the best way that the terminal knows.
  ///
  /// - Parameters:
  ///   - width: The picture's width.
  ///   - height: Its height; only the proportions matter.
  ///   - columns: The most columns that it may take; nil for all that fit.
  ///   - capabilities: What the terminal has said.
  ///   - resized: Makes the picture in the size in which it is sent.
  /// - Throws: `Refusal` where the terminal does not take it, or what `resized` throws.
  func show(
    width: Int, height: Int, columns: Int? = nil, on capabilities: Capabilities,
    resized: (_ width: Int, _ height: Int) throws -> Picture
  ) throws {
    let backend = backend(for: capabilities)
    let window = capabilities.surroundings.windowSize
    let room = Rect(
      row: 0, column: 0, height: max(1, (window?.rows ?? 24) - 2),
      width: min(columns ?? .max, max(1, (window?.columns ?? 80) - 1)))
    var place = PictureFit(fitting: width, height, into: room, backend.raster)
    let size = backend.sentSize(width, height, to: place)
    let picture = try resized(size.width, size.height)
    do {
      if !backend.printsAtCursor {
        try PicturePrint.write(place.room)
        (place.area.row, place.area.column) = (try cursorRow(), 0)
      }
      try PicturePrint.write(backend.printed(picture, on: place))
    } catch let error as TerminalError {
      throw Refusal(error)
    }
  }

  /// The same as `capabilities`, for a command that cannot go on without them.
  func capabilitiesOrRefusal() throws -> Capabilities {
    do {
      return try capabilities()
    } catch {
      throw Refusal(error)
    }
  }
}
