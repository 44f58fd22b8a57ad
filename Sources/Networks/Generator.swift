package import Checkpoints
package import Tensors
package import Units

/// A network that makes a picture of a latent, layer by layer.
package struct Generator: LayeredNetwork {
  package let architecture: Architecture
  /// Its layers; the last one's features are the picture.
  package let graph: LayerGraph
  /// Trained numbers, as PyTorch counts them: no running statistics.
  package let parameterCount: Int

  /// Reads the generator that a checkpoint holds, in whatever part of the file it lies.
  package init(_ checkpoint: Checkpoint) throws(NetworkError) {
    try self.init(try NetworkPart(of: checkpoint, kind: .generator))
  }

  /// Takes all sizes from the tensors' shapes.
  package init(_ part: NetworkPart) throws(NetworkError) {
    try self.init(part.checkpoint, as: part.architecture)
  }

  /// Reads a checkpoint whose architecture is known.
  ///
  /// - Throws: Also `NetworkError.wrongKind`, if it is not a generator's.
  init(_ checkpoint: Checkpoint, as architecture: Architecture) throws(NetworkError) {
    let reading =
      switch architecture {
      case .dcgan: try Self.dcgan(checkpoint)
      case .progressive: try Self.progressive(checkpoint)
      case .vgg16, .alexNet, .resNet, .vgg, .unet:
        throw architecture.wrongKind(expected: .generator)
      }
    self.architecture = architecture
    graph = reading.graph
    parameterCount = reading.parameterCount
  }

  /// How many numbers a latent has.
  package var latentSize: Int { graph.input.units }
  package var pictureSize: Grid { graph.size(at: graph.output).grid }
  package var pictureChannels: Int { graph.size(at: graph.output).units }

  /// The pictures of several latents, for which small maps are computed together.
  ///
  /// - Parameters:
  ///   - latents: As `Latent.rows` gives them.
  ///   - interventions: Changes to features of every picture.
  /// - Returns: One C×H×W tensor a latent.
  /// - Throws: `NetworkError.notFinite`, if a picture has numbers that are no colours.
  package func pictures(
    of latents: [[Float]], interventions: [Intervention] = []
  ) throws(NetworkError) -> [Tensor] {
    expectSound(interventions, [])
    let runner = GraphRunner(graph, images: latents.count)
    runner.read(latents.map(pixel))
    var pictures: [Tensor] = []
    _ = runner.run(
      interventions: interventions,
      visit: { image in
        let output = runner.output
        pictures.append(output.tensor(image: output.images == 1 ? 0 : image))
      })
    for picture in pictures { try picture.expectFinite(from: outputName) }
    return pictures
  }

  /// Runs as far as one layer, for several latents.
  ///
  /// - Parameters:
  ///   - name: The layer.
  ///   - latents: As `Latent.rows` gives them.
  ///   - isCancelled: Asked before each layer.
  /// - Returns: That layer's features, one C×H×W tensor a latent, or `nil` when cancelled.
  /// - Precondition: The latents have `latentSize` values and the layer exists.
  package func features(
    of name: LayerName, _ latents: [[Float]], isCancelled: () -> Bool = { false }
  ) -> [Tensor]? {
    guard let place = graph.place(of: name) else { preconditionFailure("no layer '\(name)'") }
    let runner = GraphRunner(graph.part(through: place), images: latents.count)
    runner.read(latents.map(pixel))
    var features: [Tensor] = []
    let isDone = runner.run(
      isCancelled: isCancelled,
      visit: { image in features.append(runner.features(of: name, image: image)) })
    return isDone ? features : nil
  }

  /// A latent as the map of one pixel that the first layer reads.
  func pixel(_ latent: [Float]) -> Tensor {
    precondition(
      latent.count == latentSize, "a latent of \(latent.count) values, expected \(latentSize)")
    return Tensor(shape: Shape(latentSize, 1, 1), elements: latent)
  }
}
