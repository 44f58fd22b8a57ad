import ArgumentParser
import Recipes
import Files
import Painting
import Pictures
import Units
import Networks

/// Which picture to begin with.
struct SessionOptions: ParsableArguments {
  @Option(help: "The picture: row K of the model's standard latents.")
  var id: Int?

  @Option(help: "The seed of the latents; the published ids are those of seed 1.")
  var seed: UInt32?

  @Option(
    help: "Open a saved session (JSON), or a picture that was saved with one (PNG).",
    completion: .file())
  var session: String?

  @Option(help: "The layer whose grid is the canvas.")
  var layer: String?

  func validate() throws {
    if let id, !(0...Latent.maximumID).contains(id) {
      throw ValidationError("--id is \(id), expected 0 to \(Latent.maximumID)")
    }
    if session != nil, id != nil || seed != nil {
      throw ValidationError("--session brings its own picture; leave --id and --seed out")
    }
  }

  /// The session that the options describe, checked against the model, and what is wrong with its file.
  func load(for model: Model) throws -> (session: Session, warnings: [String]) {
    var result: Session
    var warnings: [String] = []
    if let session {
      do {
        let file = try SessionFile(path: session)
        try file.validate(for: model.identity(), layers: model.generator.layers)
        result = file.session
        warnings = file.warnings.map { "\(shown: session): \($0)" }
        for warning in warnings { Console.complain(warning) }
      } catch {
        throw Refusal("session \(shown: session) \(error)")
      }
    } else {
      result = model.firstSession(seed: seed, id: id)
    }
    if let layer {
      let names = model.generator.layers.canvases.map(\.name.rawValue)
      guard names.contains(layer) else {
        throw Refusal(
          "model '\(shown: model.name)' has no layer '\(shown: layer)', but \(shown: names)",
          status: 2)
      }
      result.layer = LayerName(rawValue: layer)
    }
    return (result, warnings)
  }
}
