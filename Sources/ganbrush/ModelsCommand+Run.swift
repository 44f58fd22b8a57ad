import Seeing
import ArgumentParser
import Checkpoints
import Files
import Networks
import Tensors
import Units

extension ModelsCommand {
  /// Runs a network on a tensor and writes the features of its layers.
  struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run a network on a tensor, and write the features of its layers.",
      discussion: """
        A generator reads a latent; other networks read a picture of 3×H×W, normalized as in their \
        training. The input file holds that tensor alone, or under the name 'latent' or 'picture'; \
        extents of 1 do not matter. Features are written under the names of their layers.
        """)

    @Argument(
      help: "An installed name, a folder, or a checkpoint of any network.", completion: .networks)
    var model: String

    @OptionGroup var part: PartOptions

    @Option(help: "A checkpoint that holds the input.", completion: .file())
    var input: String

    @Option(
      help: "Layers separated by commas; by default the last one: the picture, or the scores.",
      completion: .layers)
    var layers: String?

    @Option(help: "The safetensors file to write, or - for standard output.", completion: .file())
    var out: OutputTarget

    @OptionGroup var overwriting: OverwriteOptions

    func validate() throws { try out.validate(as: .safetensors, for: "--out") }

    func run() throws {
      try overwriting.expectFree([out])
      let input = try readInput()
      let side = input.shape.extents.last ?? 1
      let file = try CheckpointFile(model, part)
      file.sayChoice()
      let network = try file.network { part in
        try Network(part, pictureSide: input.shape.extents.count == 3 ? side : nil)
      }
      guard input.shape == network.inputShape else {
        throw Refusal(
          "\(shown: self.input): the input is \(input.shape), expected \(network.inputShape) for this "
            + network.title)
      }
      let layers = try chosenLayers(of: network)
      let features = try file.attempt { try network.features(of: input, at: layers) }
      let tensors = features.map { ($0.key.rawValue, $0.value) }
      let results = Checkpoint(Dictionary(uniqueKeysWithValues: tensors))
      try OutputFile.write(to: out.path) { append in
        try SafetensorsWriter(results, isHalf: false).write(append)
      }
    }

    /// The tensor to run on, without extents of 1.
    private func readInput() throws -> Tensor {
      do {
        let file = try Checkpoint(contentsOf: input)
        let names = file.entries.map(\.name)
        guard
          let name = names.count == 1
            ? names.first : names.first(where: { ["latent", "picture"].contains($0) })
        else {
          throw Refusal(
            "\(shown: input): \(names.count) tensors, expected one, or one named 'latent' or 'picture'"
          )
        }
        let tensor = try file.tensor(name)
        if let index = tensor.firstNonFiniteIndex {
          throw NetworkError.unexpectedValue(
            name, index: index, found: "\(tensor.elements[index])", expected: "finite numbers")
        }
        let extents = tensor.shape.extents.filter { $0 > 1 }
        return Tensor(
          shape: Shape(extents.isEmpty ? [1] : extents), elements: tensor.elements)
      } catch let refusal as Refusal {
        throw refusal
      } catch {
        throw Refusal("\(shown: input): \(error)")
      }
    }

    private func chosenLayers(of network: Network) throws -> Set<LayerName> {
      let known = network.layers.map(\.name)
      guard let layers else { return Set(known.suffix(1)) }
      let names = layers.split(separator: ",").map { LayerName(rawValue: String($0)) }
      for name in names where !known.contains(name) {
        throw Refusal("\(NetworkError.unknownLayer(name, known: known))", status: 2)
      }
      guard !names.isEmpty else { throw Refusal("--layers names no layer", status: 2) }
      return Set(names)
    }
  }
}
