import ArgumentParser
import Files
import Networks
import Painting
import Pictures
import Studio
import Units

/// Makes a picture without a terminal.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Render a picture to a PNG file, with edits or without.")

  @OptionGroup var model: ModelOptions
  @OptionGroup var start: SessionOptions

  @Option(
    help: "GANPaint interventions (JSON) to add to the session, oldest first.",
    completion: .file())
  var strokes: String?

  @Option(
    help: "The PNG file to write, or - for standard output; it carries the session.",
    completion: .file())
  var out: OutputTarget

  @Option(help: "Draw each pixel as N×N.")
  var scale = 1

  func validate() throws {
    guard 1...64 ~= scale else {
      throw ValidationError("--scale is \(scale), expected 1 to 64")
    }
    try out.validate(as: .png, for: "--out")
  }

  func run() throws {
    let model = try model.load()
    model.warn()
    var session = try start.load(for: model).session
    if let strokes {
      do {
        session.strokes += try InterventionFile(path: strokes).strokes
        try session.validate(against: model.generator.layers)
      } catch {
        throw Refusal("strokes \(shown: strokes) \(error)")
      }
    }
    let picture: Picture
    do {
      picture = try model.generator.picture(of: session)
    } catch {
      throw Refusal("\(shown: model.path): \(error)")
    }
    let file = SavedPicture(picture, scale: scale, session, try model.identity())
    try OutputFile.write(file.png, to: out.path)
  }
}
