import ArgumentParser
import Units

/// The pictures of an experiment.
struct PictureRange: ParsableArguments {
  @Option(
    number: "--first", in: 0...Latent.maximumID,
    help: "The id of the first picture; dissections and recipes were made with ids below 20000.")
  var first = 20_000

  @Option(
    number: "--images", in: 2...Latent.maximumID + 1,
    help: "How many pictures are made; an interval needs two or more.")
  var images = 1000

  func validate() throws {
    let most = Latent.maximumID + 1 - first
    guard most > 1 else {
      throw ValidationError("--first is \(first), expected 0 to \(Latent.maximumID - 1)")
    }
    guard images <= most else {
      throw ValidationError("--images is \(images), expected 2 to \(most) from --first \(first) on")
    }
  }

  var ids: Range<Int> { first..<first + images }
}
