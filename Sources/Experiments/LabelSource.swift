package import Dissection
package import Networks
package import Painting
package import Seeing
package import Units

/// A segmenter that names the concepts of pictures of one size, from its file.
package struct LabelSource: Sendable {
  package let segmenter: Segmenter
  /// What is noted of its file.
  package let note: DissectionReport.NetworkNote

  /// Makes the segmenter of a file.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - pictures: The size of the pictures, which it may read in another one.
  /// - Throws: `FileFailure`, which names the file.
  package init(_ file: CheckpointFile, pictures: Grid) throws(FileFailure) {
    let trained = try file.network { try Segmenter($0) }
    let size = SegmenterFile.size(for: pictures, trainedOn: trained.pictureSize.height)
    segmenter =
      size == trained.pictureSize
      ? trained : try file.network { try Segmenter($0, pictureSize: size) }
    note = try DissectionReport.NetworkNote(of: file, as: segmenter.architecture)
  }
}
