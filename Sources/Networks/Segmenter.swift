package import Checkpoints
import Tensors
package import Units

/// A network that names the concept of every pixel of a picture: a U-Net.
///
/// It looks at a picture at five scales, each half as large as the one before, and goes back up,
/// where it joins what it finds at a scale with what it found there on the way down. A segmenter is
/// made for one size of pictures; the same file serves for others.
package struct Segmenter: LayeredNetwork {
  package let architecture: Architecture
  package let graph: LayerGraph
  /// The names of the concepts, by their numbers; `concept 0` and so on where the file has none.
  package let concepts: [String]
  /// Trained numbers, as PyTorch counts them: no running statistics.
  package let parameterCount: Int

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
    guard architecture == .unet else { throw architecture.wrongKind(expected: .segmenter) }
    let notes = NetworkNotes(checkpoint, of: .segmenter)
    let side = try notes.pictureSide(multipleOf: Self.sideUnit) ?? 128
    let size = pictureSize ?? Grid(height: side, width: side)
    let reading = try Self.unet(checkpoint, pictureSize: size)
    self.architecture = architecture
    graph = reading.graph
    let count = graph.size(at: graph.output).units
    concepts =
      try notes.names("concepts", count: count) ?? (0..<count).map { "concept \($0)" }
    parameterCount = reading.parameterCount
  }

  /// The size of the pictures that it reads, in three channels.
  package var pictureSize: Grid { graph.input.grid }
}
