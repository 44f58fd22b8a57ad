import Glibc
import ArgumentParser
import FoundationEssentials
import Seeing

/// Prints a picture where the cursor is.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print a picture to the terminal.")

  @Argument(
    help: "A PNG, JPEG or WebP file; - is standard input.", completion: .pictures)
  var file: InputSource

  @OptionGroup var graphics: GraphicsOptions

  @Option(
    number: "--columns", in: 1...1000,
    help: "The picture's width in columns; by default all that fit.")
  var columns: Int?

  @OptionGroup var verbosity: VerbosityOptions

  func run() throws {
    guard isatty(STDOUT_FILENO) != 0 else {
      throw Refusal("show needs a terminal on standard output", status: 2)
    }
    let picture = try PictureFile.open(file.path)
    let capabilities = try graphics.capabilitiesOrRefusal()
    try graphics.show(
      width: picture.width, height: picture.height, columns: columns, on: capabilities
    ) { try picture.resized(width: $0, height: $1) }
  }
}
