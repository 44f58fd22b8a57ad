import Files
package import Networks
package import Painting
import Pictures
package import Units

/// A classifier's checkpoint, for pictures of any size.
package struct ClassifierFile {
  private let path: String
  package let classifier: Classifier

  /// Makes the classifier that a file holds.
  package init(_ file: CheckpointFile) throws(FileFailure) {
    path = file.path
    classifier = try file.network { try Classifier($0) }
  }

  /// How likely each class is for the middle of a picture.
  ///
  /// - Parameters:
  ///   - picture: The picture.
  ///   - interventions: Changes to features, which the classifier accepts.
  /// - Returns: A share for each class; they add up to 1.
  /// - Throws: `SeeingError`, which names the picture.
  package func probabilities(
    of picture: PictureFile, _ interventions: [Intervention] = []
  ) throws(SeeingError) -> [Float] {
    let size = classifier.pictureSize
    let seen = try picture.middleSquare(width: size.width, height: size.height)
    do {
      guard
        let found = try classifier.classify(
          classifier.normalized(seen.tensor), interventions: interventions)
      else { preconditionFailure("a run ended that nobody cancelled") }
      return found.probabilities
    } catch {
      throw .notFinite(network: path, picture: picture.path)
    }
  }
}
