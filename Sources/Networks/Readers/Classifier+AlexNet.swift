import Checkpoints
import Tensors
import Units

extension Classifier {
  /// Reads an AlexNet, as `oldalexnet.py` of the published code has it: with local response
  /// normalization after the first two poolings, and three convolutions that may be split in two.
  static func alexNet(
    _ checkpoint: Checkpoint
  ) throws(NetworkError) -> LayerReader {
    // Three poolings of 3 by 2 and a convolution of 11 by 4 come out even at these sides.
    let side = 32 * (try LayerReader(checkpoint).sideOfLastMaps(after: "conv5")) + 35
    var reader = try LayerReader(checkpoint, picture: pictureSize(side: side))
    try reader.appendConvolution("1", kernel: 11, stride: 4, padding: 0)
    try reader.appendMaximum("pool1", window: 3, stride: 2)
    try reader.appendLocalNormalization("lrn1")
    try reader.appendConvolution("2", kernel: 5, padding: 2, mayBeSplit: true)
    try reader.appendMaximum("pool2", window: 3, stride: 2)
    try reader.appendLocalNormalization("lrn2")
    try reader.appendConvolution("3", kernel: 3, padding: 1)
    try reader.appendConvolution("4", kernel: 3, padding: 1, mayBeSplit: true)
    try reader.appendConvolution("5", kernel: 3, padding: 1, mayBeSplit: true)
    try reader.appendMaximum("pool5", window: 3, stride: 2)
    try reader.appendClassifier(last: ["fc8"])
    try reader.expectAllUsed(by: .alexNet)
    return reader
  }
}

extension LayerReader {
  fileprivate mutating func appendLocalNormalization(_ name: String) throws(NetworkError) {
    try append(LocalNormalization(of: size(at: last)), names: [name])
  }
}
