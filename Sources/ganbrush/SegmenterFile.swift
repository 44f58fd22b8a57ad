import Files
import Networks
import Painting
import Pictures
import Tensors
import Units

/// A segmenter's checkpoint, for pictures of any size.
final class SegmenterFile {
  private let file: CheckpointFile
  /// Made for the size of the last picture: pictures of one size follow each other.
  private var segmenter: BatchSegmenter
  /// The side of the pictures on which it was trained.
  private let side: Int

  /// The longest side at which a picture is read, in sides of those on which it was trained.
  private static let longest = 8

  /// Opens an installed segmenter, one in a folder, or a file.
  ///
  /// - Throws: `Refusal`, which names the file.
  init(_ model: String, _ part: PartOptions) throws {
    file = try CheckpointFile(model, part, .segmenter)
    file.sayChoice()
    let segmenter = try file.network { try Segmenter($0) }
    side = segmenter.pictureSize.height
    self.segmenter = BatchSegmenter(segmenter)
  }

  /// The names of the concepts, by their numbers.
  var concepts: [String] { segmenter.segmenter.concepts }

  /// The concept of every pixel of a picture, at its own size.
  ///
  /// - Throws: `Refusal`, if the picture is damaged, or the weights are so large that scores are no
  ///   numbers.
  func labels(of picture: PictureFile) throws -> LabelInterpolation {
    let size = size(for: picture)
    if segmenter.segmenter.pictureSize != size {
      segmenter = BatchSegmenter(try file.network { try Segmenter($0, pictureSize: size) })
    }
    let seen = try picture.resized(width: size.width, height: size.height)
    let found: Segmentation?
    do {
      found = try segmenter.segment(seen.tensor)
    } catch {
      throw Refusal(
        "\(shown: file.path): its scores for \(shown: picture.path) are no finite numbers")
    }
    guard let segmentation = found else {
      preconditionFailure("a run ended that nobody cancelled")
    }
    return LabelInterpolation(
      segmentation.scores, on: Grid(height: picture.height, width: picture.width))
  }

  /// The size at which a picture is read.
  private func size(for picture: PictureFile) -> Grid {
    let shorter = min(picture.width, picture.height)
    func fitted(_ length: Int) -> Int {
      let unit = Segmenter.sideUnit
      let proportional = Double(length) * Double(side) / Double(shorter)
      let whole = Int((min(proportional, Double(Self.longest * side)) / Double(unit)).rounded())
      return max(whole * unit, side)
    }
    return Grid(height: fitted(picture.height), width: fitted(picture.width))
  }
}
