import ArgumentParser
import Foundation
import Frames
import Studio
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
      throw Refusal(error.description)
    }
    let backend = graphics.backend(for: capabilities)
    let window = capabilities.surroundings.windowSize
    let width = min(columns ?? .max, max(1, (window?.columns ?? 80) - 1))
    let height = max(1, (window?.rows ?? 24) - 2)
    Console.show(try bytes(of: picture, backend, width: width, height: height))
  }

  /// The picture in at most `width` × `height` cells, with a line feed at its end.
  private func bytes(
    of picture: PictureFile, _ backend: any FrameBackend, width: Int, height: Int
  ) throws -> [UInt8] {
    let raster = backend.raster
    let roomWidth = min(width * raster.cellWidth, raster.maximumWidth)
    let roomHeight = min(height * raster.cellHeight, raster.maximumHeight)
    let scale = min(
      Double(roomWidth) / Double(picture.width), Double(roomHeight) / Double(picture.height))
    return backend.printed(
      try picture.resized(
        width: max(1, Int(Double(picture.width) * scale)),
        height: max(1, Int(Double(picture.height) * scale))))
  }
}
