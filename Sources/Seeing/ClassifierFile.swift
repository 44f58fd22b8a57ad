import Files
import Networks
package import Painting
import Pictures
import Units

/// A classifier's checkpoint, for pictures of any size.
package struct ClassifierFile {
  private let path: String
  private let classifier: Classifier

  /// Makes the classifier that a file holds.
  package init(_ file: CheckpointFile) throws(FileFailure) {
    path = file.path
    classifier = try file.network { try Classifier($0) }
  }

  /// The names of the classes, by their numbers.
  package var classes: [String] { classifier.classes }

  /// How likely each class is for the middle of a picture.
  package func probabilities(of picture: PictureFile) throws(SeeingError) -> [Float] {
    let size = classifier.pictureSize
    let seen = try picture.middleSquare(width: size.width, height: size.height)
    do {
      guard let found = try classifier.classify(classifier.normalized(seen.tensor)) else {
        preconditionFailure("a run ended that nobody cancelled")
      }
      return found.probabilities
    } catch {
      throw .notFinite(network: path, picture: picture.path)
    }
  }
}
