import ArgumentParser
import Units

/// The pictures of an experiment.
struct PictureRange: ParsableArguments {
  @Option(
    help: "The id of the first picture; dissections and recipes were made with ids below 20000.")
  var first = 20_000

  @Option(help: "How many pictures are made.")
  var images = 1000

  func validate() throws {
    guard 0...Latent.maximumID ~= first else {
      throw ValidationError("--first is \(first), expected 0 to \(Latent.maximumID)")
    }
    let most = Latent.maximumID + 1 - first
    guard 1...most ~= images else {
      throw ValidationError("--images is \(images), expected 1 to \(most)")
    }
  }

  var ids: Range<Int> { first..<first + images }
}
