package import Tensors

/// What a classifier made of a picture.
package struct Classification: Sendable {
  /// One number for each class, before softmax: the larger, the more likely.
  package let scores: [Float]
  /// The features asked for; C×H×W, with a grid of 1×1 from the first fully connected layer on.
  package let retained: [LayerName: Tensor]
}
