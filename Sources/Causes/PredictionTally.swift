/// What a classifier took pictures for in one state of its units, as whole numbers by class.
package struct PredictionTally: Equatable, Sendable {
  /// Pictures of each class.
  package let pictures: [Int]
  /// Pictures that were taken for each class.
  package let predicted: [Int]
  /// Pictures of each class that were taken for it.
  package let correct: [Int]

  /// - Precondition: There are as many numbers of each sort.
  package init(pictures: [Int], predicted: [Int], correct: [Int]) {
    precondition(
      pictures.count == predicted.count && pictures.count == correct.count,
      "\(pictures.count), \(predicted.count) and \(correct.count) classes")
    (self.pictures, self.predicted, self.correct) = (pictures, predicted, correct)
  }

  /// How the classifier fared with one class.
  package subscript(_ number: Int) -> ClassTally {
    ClassTally(
      pictures: pictures[number], predicted: predicted[number], correct: correct[number])
  }

  /// The balanced accuracy of a class; nil where pictures of it, or of others, are missing.
  package func balancedAccuracy(of number: Int) -> Double? {
    self[number].balancedAccuracy(of: pictures.reduce(0, +))
  }

  /// The accuracy among all classes: the mean of the recall of those that have pictures.
  package var accuracy: Double {
    let recalls = pictures.indices.compactMap { self[$0].recall }
    return recalls.isEmpty ? 0 : recalls.reduce(0, +) / Double(recalls.count)
  }
}
