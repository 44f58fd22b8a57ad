/// How a classifier fared with one class: whole numbers of pictures.
package struct ClassTally: Equatable, Sendable {
  /// Pictures of the class.
  package let pictures: Int
  /// Pictures that were taken for it.
  package let predicted: Int
  /// Those of both.
  package let correct: Int

  package init(pictures: Int, predicted: Int, correct: Int) {
    (self.pictures, self.predicted, self.correct) = (pictures, predicted, correct)
  }

  /// The share of the class's pictures that were taken for it; nil where there are none.
  package var recall: Double? { pictures > 0 ? Double(correct) / Double(pictures) : nil }

  /// The mean of the share of right answers among the class's pictures and among all others.
  ///
  /// A half is what guessing gives. Nil where pictures of the class, or all others of `total`, are missing.
  package func balancedAccuracy(of total: Int) -> Double? {
    guard let recall, total > pictures else { return nil }
    let others = total - pictures
    let rejected = others - (predicted - correct)
    return (recall + Double(rejected) / Double(others)) / 2
  }
}
