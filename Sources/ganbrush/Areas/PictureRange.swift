import ArgumentParser
import Units

/// The pictures of an experiment.
struct PictureRange: ParsableArguments {
  @Option(
    number: "--first", in: 0...Latent.maximumID,
    help: "The id of the first picture; dissections and recipes were made with ids below 20000.")
  var first = 20_000

  @Option(
    number: "--images", in: 1...Latent.maximumID + 1,
    help: "How many pictures are made.")
  var images = 1000

  func validate() throws {
    let most = Latent.maximumID + 1 - first
    guard 1...most ~= images else {
      throw ValidationError("--images is \(images), expected 1 to \(most)")
    }
  }

  var ids: Range<Int> { first..<first + images }
}
