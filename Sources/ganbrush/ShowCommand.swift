import ArgumentParser
import Foundation
import Pictures
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
    let (capabilities, _) = try graphics.probe()
    let style = graphics.style(for: capabilities)
    let window = capabilities.surroundings.windowSize
    let width = min(columns ?? .max, max(1, (window?.columns ?? 80) - 1))
    let height = max(1, (window?.rows ?? 24) - 2)
    Console.show(try bytes(of: picture, style, width: width, height: height, capabilities))
  }

  /// The picture in at most `width` × `height` cells, with a line feed at its end.
  private func bytes(
    of picture: PictureFile, _ style: PictureStyle, width: Int, height: Int,
    _ capabilities: Capabilities
  ) throws -> [UInt8] {
    func fitted(_ roomWidth: Int, _ roomHeight: Int) throws -> Picture {
      let scale = min(
        Double(roomWidth) / Double(picture.width), Double(roomHeight) / Double(picture.height))
      return try picture.resized(
        width: max(1, Int(Double(picture.width) * scale)),
        height: max(1, Int(Double(picture.height) * scale)))
    }
    switch style {
    case .sixel(let registers):
      let cell = capabilities.cell
      let largest = capabilities.sixel
      let shown = try fitted(
        min(width * cell.width, largest?.maximumWidth ?? 1000),
        min(height * cell.height, largest?.maximumHeight ?? 1000))
      return SixelEncoder(registers: registers).encode(shown) + [UInt8(ascii: "\n")]
    case .blocks(let depth): return BlockEncoder(depth: depth).encode(try fitted(width, 2 * height))
    case .ascii: return ASCIIEncoder().encode(try fitted(width, 2 * height))
    }
  }
}
