import ArgumentParser
import Units

/// The pictures of an experiment.
struct PictureRange: ParsableArguments {
  @Option(
    number: "--first", in: 0...Latent.maximumID,
    help:
      "The id of the first picture: 20000; dissections and recipes were made with ids below that.")
  var first: Int?

  @Option(
    number: "--images", in: 2...Latent.maximumID + 1,
    help: "How many pictures are made: 1000; an interval needs two or more.")
  var images: Int?

  /// An option of these that a person gave.
  var named: String? { first != nil ? "--first" : images != nil ? "--images" : nil }

  func validate() throws {
    let (first, images) = (ids.lowerBound, ids.count)
    let most = Latent.maximumID + 1 - first
    guard most > 1 else {
      throw ValidationError("--first is \(first), expected 0 to \(Latent.maximumID - 1)")
    }
    guard images <= most else {
      throw ValidationError("--images is \(images), expected 2 to \(most) from --first \(first) on")
    }
  }

  var ids: Range<Int> {
    let first = first ?? 20_000
    return first..<first + (images ?? 1000)
  }
}
