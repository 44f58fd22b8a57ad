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
      Open a saved session (JSON), or a picture that was saved with one (PNG); - is standard input.
      """, completion: .file())
  var session: InputSource?

  @Option(help: "The layer whose grid is the canvas.", completion: .layers)
  var layer: String?

  func validate() throws {
    if session != nil, id != nil || seed != nil {
      throw ValidationError("--session brings its own picture; leave --id and --seed out")
    }
  }

  /// The session that the options describe, checked against the model, and what is wrong with its file.
  ///
  /// What an interrupted painter left may have strokes on other pictures, too.
  func load(
    for model: Model
  ) throws -> (session: Session, others: [Session], warnings: [String]) {
    var result: Session
    var others: [Session] = []
    var warnings: [String] = []
    if let session {
      do {
        let file = try SessionFile(path: session.path)
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
