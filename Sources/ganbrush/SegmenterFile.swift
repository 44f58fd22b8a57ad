import Checkpoints
import Files
import Networks
import Painting
import Pictures
import Tensors

/// A segmenter's checkpoint, for pictures of any size.
final class SegmenterFile {
  private let path: String
  private let checkpoint: Checkpoint
  /// Made for the size of the last picture: pictures of one size follow each other.
  private var segmenter: BatchSegmenter
  /// The side of the pictures on which it was trained.
  private let side: Int

  /// How much longer a picture may be than it is wide, or wide than long.
  private static let longest = 8

  /// Opens an installed segmenter, one in a folder, or a file.
  ///
  /// - Throws: `Refusal`, which names the file.
  init(_ model: String) throws {
    path = try AssetLibrary().checkpoint(model, of: .segmenter)
    do {
      checkpoint = try Checkpoint(contentsOf: path)
      let segmenter = try Segmenter(checkpoint)
      side = segmenter.pictureSize.height
      self.segmenter = BatchSegmenter(segmenter)
    } catch {
      throw Refusal("\(shown: path): \(error)")
    }
  }

  /// The names of the concepts, by their numbers.
  var concepts: [String] { segmenter.segmenter.concepts }

  /// The concept of every pixel of a picture, at its own size.
  ///
  /// - Parameters:
  ///   - picture: Of any size.
  ///   - name: Where it comes from, for an error.
  /// - Returns: A number for each pixel.
  /// - Throws: `Refusal`, if the weights are so large that scores are no numbers.
  func labels(of picture: Picture, from name: String) throws -> ConceptMap {
    let size = size(for: picture)
    if segmenter.segmenter.pictureSize != size {
      do {
        segmenter = BatchSegmenter(try Segmenter(checkpoint, pictureSize: size))
      } catch {
        throw Refusal("\(shown: path): \(error)")
      }
    }
    let seen = picture.resized(width: size.width, height: size.height)
    let found: Segmentation?
    do {
      found = try segmenter.segment(seen.tensor)
    } catch {
      throw Refusal("\(shown: path): its scores for \(shown: name) are no finite numbers")
    }
    guard let segmentation = found else {
      preconditionFailure("a run ended that nobody cancelled")
    }
    return segmentation.labels(on: Grid(height: picture.height, width: picture.width))
  }

  /// The size at which a picture is read.
  private func size(for picture: Picture) -> Grid {
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
