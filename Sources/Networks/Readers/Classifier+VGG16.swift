import Checkpoints
import Units

extension Classifier {
  /// Reads a VGG16, as `oldvgg16.py` of the published code names torchvision's.
  ///
  /// Five groups of 3×3 convolutions, each halved at its end: what `fc6` reads has a 32nd of the
  /// picture's side.
  static func vgg16(_ checkpoint: Checkpoint) throws(NetworkError) -> LayerReader {
    let side = 32 * (try LayerReader(checkpoint).sideOfLastMaps(after: "conv5_3"))
    var reader = try LayerReader(checkpoint, picture: pictureSize(side: side))
    for (group, count) in zip(1..., [2, 2, 3, 3, 3]) {
      for number in 1...count {
        try reader.appendConvolution("\(group)_\(number)", kernel: 3, padding: 1)
      }
      try reader.appendMaximum("pool\(group)", window: 2, stride: 2)
    }
    try reader.appendClassifier(last: ["fc8a", "fc8"])
    try reader.expectAllUsed(by: .vgg16)
    return reader
  }
}
