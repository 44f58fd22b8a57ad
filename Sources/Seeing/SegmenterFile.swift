import Networks
package import Painting
package import Pictures
import Scenes
import Tensors
package import Units

/// A segmenter's checkpoint, for pictures of any size.
package final class SegmenterFile {
  /// What a segmenter sees in a picture.
  package struct Findings {
    /// How many pixels each concept has, by its number.
    package let counts: [Int]
    /// A PNG file with the concept of each pixel, where it was wanted.
    package let labelMap: [UInt8]?
  }

  private let file: CheckpointFile
  /// Made for the size of the last picture, because pictures of one size follow each other.
  private var segmenter: BatchSegmenter
  /// The side of the pictures on which it was trained.
  private let side: Int
  private let colours: [String: Pixel]

  /// The longest side at which a picture is read, as a multiple of `side`.
  private static let longest = 8
  /// How many pixels are labelled at a time; a small file may have very many.
  private static let pixelsAtATime = 1 << 20

  /// The most concepts that a label map tells apart.
  package static let labelMapLimit = IndexedPNGWriter.colourLimit

  /// Makes the segmenter that a file holds.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - colours: Those that a person has chosen for label maps, by the names of concepts.
  /// - Throws: `FileFailure`, which names the file.
  package init(
    _ file: CheckpointFile, colours: [String: Pixel] = [:]
  ) throws(FileFailure) {
    self.file = file
    self.colours = colours
    let segmenter = try file.network { try Segmenter($0) }
    side = segmenter.pictureSize.height
    self.segmenter = BatchSegmenter(segmenter)
  }

  /// The names of the concepts, by their numbers.
  package var concepts: [String] { segmenter.segmenter.concepts }

  /// Names the concept of every pixel of a picture, at the picture's own size.
  ///
  /// - Parameters:
  ///   - picture: The picture.
  ///   - drawsMap: Whether the label map is wanted too.
  /// - Returns: What there is in the picture.
  /// - Throws: `SeeingError`, which names the file that is at fault.
  /// - Precondition: A label map is wanted of at most `labelMapLimit` concepts.
  package func read(
    _ picture: PictureFile, drawsMap: Bool
  ) throws(SeeingError) -> Findings {
    precondition(
      !drawsMap || concepts.count <= Self.labelMapLimit, "a label map of \(concepts.count) concepts"
    )
    let labels = try labels(of: picture)
    var counts = [Int](repeating: 0, count: concepts.count)
    var map = IndexedPNGWriter(
      width: picture.width, height: picture.height,
      palette: Array(
        ConceptColours(concepts, chosen: colours).palette.prefix(Self.labelMapLimit)),
      text: ["concepts": concepts.joined(separator: " ")])
    let step = max(1, Self.pixelsAtATime / picture.width)
    for row in stride(from: 0, to: picture.height, by: step) {
      let numbers = labels.labels(inRows: row..<min(row + step, picture.height))
      for number in numbers { counts[Int(number)] += 1 }
      if drawsMap { map.append(numbers.map { UInt8(truncatingIfNeeded: $0) }) }
    }
    return Findings(counts: counts, labelMap: drawsMap ? map.finish() : nil)
  }

  private func labels(of picture: PictureFile) throws(SeeingError) -> LabelInterpolation {
    let size = size(for: picture)
    if segmenter.segmenter.pictureSize != size {
      do {
        segmenter = BatchSegmenter(try file.network { try Segmenter($0, pictureSize: size) })
      } catch {
        throw .network(error)
      }
    }
    let seen = try picture.resized(width: size.width, height: size.height)
    do {
      guard let found = try segmenter.segment(seen.tensor) else {
        preconditionFailure("a run ended that nobody cancelled")
      }
      return LabelInterpolation(
        found.scores, on: Grid(height: picture.height, width: picture.width))
    } catch {
      throw .notFinite(network: file.path, picture: picture.path)
    }
  }

  private func size(for picture: PictureFile) -> Grid {
    Self.size(for: Grid(height: picture.height, width: picture.width), trainedOn: side)
  }

  /// The size at which a picture is read.
  ///
  /// - Parameters:
  ///   - picture: The picture's size.
  ///   - side: The side of the pictures on which the segmenter was trained.
  /// - Returns: Sides that a segmenter can be made for.
  package static func size(for picture: Grid, trainedOn side: Int) -> Grid {
    let shorter = min(picture.width, picture.height)
    func fitted(_ length: Int) -> Int {
      let unit = Segmenter.sideUnit
      let proportional = Double(length) * Double(side) / Double(shorter)
      let whole = Int((min(proportional, Double(longest * side)) / Double(unit)).rounded())
      return max(whole * unit, side)
    }
    return Grid(height: fitted(picture.height), width: fitted(picture.width))
  }
}
