package import Tensors
package import Units

/// A picture that a network is dissected with, and what the network made of it.
package struct Specimen: Sendable {
  /// Its number among the specimens of the run.
  package let number: Int
  /// 3×H×W in -1...1.
  package let picture: Tensor
  /// The features of the layers that were asked for, C×H×W.
  package let features: [LayerName: Tensor]
  /// The concept of each pixel, where the picture's maker knows it.
  package let truth: LabelMap?

  package init(number: Int, picture: Tensor, features: [LayerName: Tensor], truth: LabelMap?) {
    self.number = number
    self.picture = picture
    self.features = features
    self.truth = truth
  }
}
