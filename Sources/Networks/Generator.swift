package import Checkpoints
import Tensors
package import Units

/// A network that makes a picture of a latent, layer by layer.
package struct Generator: Sendable {
  package let architecture: Architecture
  package let latentSize: Int
  /// Layers that can be retained and edited, in order; the last one's features are the picture.
  package let layers: [LayerSummary]
  /// Trained numbers, as PyTorch counts them: no running statistics.
  package let parameterCount: Int
  let stack: [GeneratorLayer]
  private let output: LayerSummary

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
        throw .wrongKind(architecture, expected: .generator)
      }
    let stack = reading.stack
    precondition(!stack.isEmpty, "a generator without layers")
    self.architecture = architecture
    self.stack = stack
    latentSize = stack[0].convolution.shape.inputs
    layers = stack.map(\.summary)
    output = stack[stack.count - 1].summary
    parameterCount = reading.parameterCount
  }

  package var pictureSize: Grid { output.grid }
  package var pictureChannels: Int { output.units }

  /// The layer of this name, if there is one.
  package func layer(_ name: LayerName) -> LayerSummary? { layers.first { $0.name == name } }

  /// Makes sure that an intervention fits this generator.
  package func validate(_ intervention: Intervention) throws(NetworkError) {
    guard let layer = layer(intervention.layer) else {
      throw .unknownLayer(intervention.layer, known: layers.map(\.name))
    }
    guard intervention.grid == layer.grid else {
      throw .gridMismatch(layer.name, expected: layer.grid, found: intervention.grid)
    }
    for (channel, map) in intervention.maps.sorted(by: { $0.key < $1.key }) {
      let unit = Unit(layer.name, channel)
      guard (0..<layer.units).contains(channel) else {
        throw .unitOutOfRange(unit, units: layer.units)
      }
      guard map.alphas.count == layer.grid.count, map.values.count == layer.grid.count else {
        throw .mapMismatch(
          unit, cells: layer.grid.count, alphas: map.alphas.count, values: map.values.count)
      }
    }
  }

  /// Runs all layers once; who renders again and again keeps an `IncrementalRenderer`.
  ///
  /// - Parameters:
  ///   - latent: The input, as `Latent.values` gives it.
  ///   - interventions: Changes to features; those at the same layer apply one after another.
  ///   - retaining: Layers whose features are wanted, as they were before any change there.
  ///   - isCancelled: Asked before each layer.
  /// - Returns: The picture and the retained features, or `nil` when cancelled.
  /// - Throws: `NetworkError.notFinite`, if the picture has numbers that are no colours.
  /// - Precondition: The latent has `latentSize` values, the layers retained exist, and
  ///   `validate(_:)` accepts every intervention.
  package func render(
    _ latent: [Float], interventions: [Intervention] = [], retaining: Set<LayerName> = [],
    isCancelled: () -> Bool = { false }
  ) throws(NetworkError) -> Rendering? {
    try IncrementalRenderer(self).render(
      latent, interventions: interventions, retaining: retaining, isCancelled: isCancelled)
  }
}
