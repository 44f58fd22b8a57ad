package import Tensors
package import Units

/// Classifies many pictures, one after another, in memory that it keeps.
///
/// It belongs to one thread at a time; workers of its own share each layer.
package final class BatchClassifier {
  package let classifier: Classifier
  private let runner: GraphRunner

  /// Prepares memory for the features of all layers.
  package init(_ classifier: Classifier) {
    self.classifier = classifier
    runner = GraphRunner(classifier.graph)
  }

  /// Runs all layers on one picture.
  ///
  /// - Parameters:
  ///   - picture: 3×H×W, normalized as the network was trained to read it.
  ///   - interventions: Changes to features; those at the same layer apply one after another.
  ///   - retaining: Layers whose features are wanted, as they were before any change there.
  ///   - isCancelled: Asked before each step.
  /// - Returns: The scores and the retained features, or `nil` when cancelled.
  /// - Throws: `NetworkError.notFinite`, if a score is no number that can be compared.
  /// - Precondition: As for `Classifier.classify`.
  package func classify(
    _ picture: Tensor, interventions: [Intervention] = [], retaining: Set<LayerName> = [],
    isCancelled: () -> Bool = { false }
  ) throws(NetworkError) -> Classification? {
    classifier.expectSound(interventions, retaining)
    runner.read([picture])
    guard runner.run(interventions: interventions, isCancelled: isCancelled) else { return nil }
    let scores = runner.output.tensor()
    try scores.expectFinite(from: classifier.outputName)
    return Classification(scores: scores.elements, retained: runner.features(of: retaining))
  }
}

extension Classifier {
  /// Runs all layers on one picture; who has many keeps a `BatchClassifier`.
  ///
  /// - Parameters:
  ///   - picture: 3×H×W, normalized as the network was trained to read it.
  ///   - interventions: Changes to features; those at the same layer apply one after another.
  ///   - retaining: Layers whose features are wanted, as they were before any change there.
  ///   - isCancelled: Asked before each step.
  /// - Returns: The scores and the retained features, or `nil` when cancelled.
  /// - Throws: `NetworkError.notFinite`, if a score is no number that can be compared.
  /// - Precondition: The picture has `pictureSize`, the layers retained exist, and `validate(_:)`
  ///   accepts every intervention.
  package func classify(
    _ picture: Tensor, interventions: [Intervention] = [], retaining: Set<LayerName> = [],
    isCancelled: () -> Bool = { false }
  ) throws(NetworkError) -> Classification? {
    try BatchClassifier(self).classify(
      picture, interventions: interventions, retaining: retaining, isCancelled: isCancelled)
  }
}
