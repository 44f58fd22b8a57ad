package import Checkpoints
package import Tensors
package import Units

/// A network that names the concept of every pixel of a picture: a U-Net.
///
/// It looks at a picture at five scales, each half as large as the one before, and goes back up,
/// where it joins what it finds at a scale with what it found there on the way down. A segmenter is
/// made for one size of pictures; the same file serves for others.
package struct Segmenter: Sendable {
  package let architecture: Architecture
  /// The size of the pictures that it reads, in three channels.
  package let pictureSize: Grid
  /// Layers that can be retained, in order; those with two names are listed under both.
  package let layers: [LayerSummary]
  /// The names of the concepts, by their numbers; `concept 0` and so on where the file has none.
  package let concepts: [String]
  /// Trained numbers, as PyTorch counts them: no running statistics.
  package let parameterCount: Int
  let stack: [SegmenterLayer]

  static let pictureChannels = 3
  /// What each side of a picture is a multiple of: it is halved four times.
  package static let sideUnit = 1 << (scales - 1)
  static let scales = 5

  /// Reads the segmenter that a checkpoint holds, in whatever part of the file it lies.
  ///
  /// - Parameters:
  ///   - checkpoint: The tensors.
  ///   - pictureSize: The size of the pictures; by default the one it was trained on, if the file
  ///     notes that, else 128×128.
  /// - Throws: `NetworkError`, with the first tensor that does not fit.
  package init(_ checkpoint: Checkpoint, pictureSize: Grid? = nil) throws(NetworkError) {
    try self.init(try NetworkPart(of: checkpoint, kind: .segmenter), pictureSize: pictureSize)
  }

  /// Takes all sizes but the picture's from the tensors' shapes.
  package init(_ part: NetworkPart, pictureSize: Grid? = nil) throws(NetworkError) {
    try self.init(part.checkpoint, as: part.architecture, pictureSize: pictureSize)
  }

  /// Reads a checkpoint whose architecture is known.
  ///
  /// - Throws: Also `NetworkError.wrongKind`, if it is not a segmenter's.
  init(
    _ checkpoint: Checkpoint, as architecture: Architecture, pictureSize: Grid? = nil
  ) throws(NetworkError) {
    guard architecture == .unet else { throw .wrongKind(architecture, expected: .segmenter) }
    let notes = NetworkNotes(checkpoint, of: .segmenter)
    let side = try notes.pictureSide(multipleOf: Self.sideUnit) ?? 128
    let size = pictureSize ?? Grid(height: side, width: side)
    let reading = try Self.unet(checkpoint, pictureSize: size)
    let stack = reading.stack
    precondition(!stack.isEmpty, "a segmenter without layers")
    self.architecture = architecture
    self.stack = stack
    self.pictureSize = size
    layers = stack.flatMap { layer in
      layer.names.map {
        LayerSummary(name: $0, units: layer.summary.units, grid: layer.summary.grid)
      }
    }
    let count = stack[stack.count - 1].summary.units
    concepts =
      try notes.names("concepts", count: count) ?? (0..<count).map { "concept \($0)" }
    parameterCount = reading.parameterCount
  }

  /// The place in the stack of the last layer of a scale, on the way down.
  func finalLayer(ofScale scale: Int) -> Int { 2 * scale + 1 }

  /// The layer of this name, if there is one.
  package func layer(_ name: LayerName) -> LayerSummary? { layers.first { $0.name == name } }

  /// Runs all layers on one picture; who has many keeps a `BatchSegmenter`.
  ///
  /// - Parameters:
  ///   - picture: 3×H×W in -1...1.
  ///   - retaining: Layers whose features are wanted.
  ///   - isCancelled: Asked before each layer.
  /// - Returns: The scores and the retained features, or `nil` when cancelled.
  /// - Throws: `NetworkError.notFinite`, if a score is no number that can be compared.
  /// - Precondition: The picture has `pictureSize`, and the layers retained exist.
  package func segment(
    _ picture: Tensor, retaining: Set<LayerName> = [], isCancelled: () -> Bool = { false }
  ) throws(NetworkError) -> Segmentation? {
    try BatchSegmenter(self).segment(picture, retaining: retaining, isCancelled: isCancelled)
  }

  /// The concept of every pixel of each picture.
  ///
  /// - Parameter pictures: 3×H×W in -1...1, all of `pictureSize`.
  /// - Returns: One map a picture.
  /// - Throws: `NetworkError.notFinite`, if a score is no number that can be compared.
  package func labels(of pictures: [Tensor]) throws(NetworkError) -> [LabelMap] {
    try BatchSegmenter(self).labels(of: pictures)
  }
}
