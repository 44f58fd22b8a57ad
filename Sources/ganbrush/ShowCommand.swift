import Seeing
import ArgumentParser
import Cells
import Foundation
import Frames
import Terminal

/// Prints a picture where the cursor is.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print a PNG picture to the terminal.")

  @Argument(help: "The PNG file.", completion: .file(extensions: ["png"]))
  var file: String

  @OptionGroup var graphics: GraphicsOptions

  @Option(help: "The picture's width in columns; by default all that fit.")
  var columns: Int?

  func validate() throws {
    if let columns, !(1...1000 ~= columns) {
      throw ValidationError("--columns is \(columns), expected 1 to 1000")
    }
  }

  func run() throws {
    guard isatty(STDOUT_FILENO) != 0 else {
      throw Refusal("show needs a terminal on standard output", status: 2)
    }
    let picture = try PictureFile.open(file)
    let capabilities: Capabilities
    do {
      capabilities = try graphics.capabilities()
    } catch {
      throw Refusal(error)
    }
    let backend = graphics.backend(for: capabilities)
    let window = capabilities.surroundings.windowSize
    let width = min(columns ?? .max, max(1, (window?.columns ?? 80) - 1))
    let height = max(1, (window?.rows ?? 24) - 2)
    let room = Rect(row: 0, column: 0, height: height, width: width)
    var place = PictureFit(fitting: picture.width, picture.height, into: room, backend.raster)
    let size = backend.sentSize(picture.width, picture.height, to: place)
    let resized = try picture.resized(width: size.width, height: size.height)
    do {
      if !backend.printsAtCursor {
        try PicturePrint.write(place.room)
        (place.area.row, place.area.column) = (try graphics.cursorRow(), 0)
      }
      try PicturePrint.write(backend.printed(resized, on: place))
    } catch let error as TerminalError {
      throw Refusal(error)
    }
  }
}
