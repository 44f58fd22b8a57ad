import ArgumentParser
import Recipes
import Files
import Painting
import Pictures
import Units
import Networks

/// Which picture to begin with.
struct SessionOptions: ParsableArguments {
  @Option(
    number: "--id", in: 0...Latent.maximumID,
    help: "The picture: row N of the model's standard latents.")
  var id: Int?

  @Option(
    number: "--seed", in: 0...UInt32.max,
    help: "The seed of the latents; the published ids are those of seed 1.")
  var seed: UInt32?

  @Option(
    help: """
      Open a saved session (JSON), or a picture that was saved with one (PNG); - is standard input. \
      Without --model its own model is opened, if that is installed.
      """, completion: .file())
  var session: InputSource?

  @Option(help: "The layer whose grid is the canvas.", completion: .layers)
  var layer: String?

  func validate() throws {
    if session != nil, id != nil || seed != nil {
      throw ValidationError("--session brings its own picture; leave --id and --seed out")
    }
  }

  /// What --session names; a pipe can be read once only.
  func file() throws -> SessionFile? {
    guard let session else { return nil }
    do { return try SessionFile(path: session.path) } catch {
      throw Refusal("session", session, error)
    }
  }

  /// The session that the options describe, checked against the model.
  ///
  /// - Parameters:
  ///   - model: The model that is open.
  ///   - file: What `file()` has read.
  /// - Returns: The session, what an interrupted painter left beside it, and what is wrong with its file.
  /// - Throws: `Refusal`, if it does not fit the model.
  func load(
    for model: Model, from file: SessionFile?
  ) throws -> (session: Session, others: [Session], warnings: [String]) {
    var result: Session
    var others: [Session] = []
    var warnings: [String] = []
    if let session, let file {
      do {
        try file.validate(for: model.identity(), layers: model.generator.layers)
        (result, others) = (file.session, file.others)
        warnings = file.warnings.map { "\(shown: session.name): \($0)" }
        for warning in warnings { Console.remark(warning) }
      } catch let error as SessionError {
        throw Refusal("session", session, error)
      }
    } else {
      result = model.firstSession(seed: seed, id: id)
    }
    if let layer {
      let names = model.generator.layers.canvases.map(\.name.rawValue)
      guard names.contains(layer) else {
        throw Refusal(no: "layer", layer, expected: names)
      }
      result.layer = LayerName(rawValue: layer)
    }
    return (result, others, warnings)
  }
}
