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
        training. The input is a NumPy array, or a checkpoint that holds that tensor alone, or under the \
        name 'latent' or 'picture'; extents of 1 do not matter. A first extent more is a batch: its \
        inputs are run one after another, and features have that extent, too. Features are written \
        under the names of their layers, those of one layer also as a NumPy array.
        """)

    @Argument(
      help: "An installed name, a folder, or a checkpoint of any network.", completion: .networks)
    var model: String

    @OptionGroup var part: PartOptions

    @Option(
      help: "A NumPy array (.npy), or a checkpoint that holds the input; - is standard input.",
      completion: .file())
    var input: InputSource

    @Option(
      help: "Layers separated by commas; by default the last one: the picture, or the scores.",
      completion: .layers)
    var layers: String?

    @Option(
      help: "The .safetensors or .npy file to write, or - for standard output.", completion: .file()
    )
    var out: OutputTarget

    @OptionGroup var overwriting: OverwriteOptions

    @OptionGroup var verbosity: VerbosityOptions

    /// Whether the file that is written is an array of one layer.
    private var isArray: Bool {
      FileFormat.ending(of: out.path)?.lowercased() == FileFormat.npy.rawValue
    }

    func validate() throws {
      try out.validate(as: .safetensors, or: .npy, for: "--out")
    }

    func run() throws {
      try overwriting.expectFree([out])
      let input = try NetworkInput(input)
      let file = try CheckpointFile(model, part)
      file.sayChoice()
      let network = try file.network { try Network($0, pictureSize: input.pictureSize) }
      guard let (inputs, isBatch) = input.inputs(of: network.inputShape) else {
        throw input.refusal(by: network)
      }
      let layers = try chosenLayers(of: network)
      guard !isArray || layers.count == 1 else {
        throw Refusal("--out: a .npy file holds one layer, found \(layers.count)", status: 2)
      }
      var features: [LayerName: Tensor] = [:]
      var bar = ProgressBar("inputs", of: inputs.count)
      for (number, input) in inputs.enumerated() {
        let found = try file.attempt { try network.features(of: input, at: layers) }
        for (layer, tensor) in found {
          if number == 0 {
            let extents = (isBatch ? [inputs.count] : []) + tensor.shape.extents
            let shape = Shape(extents)
            features[layer] = Tensor(
              shape: shape, elements: [Float](repeating: 0, count: shape.count))
          }
          let start = number * tensor.shape.count
          features[layer]?.elements.replaceSubrange(
            start..<start + tensor.shape.count, with: tensor.elements)
        }
        if inputs.count > 1 { bar.show(number + 1) }
      }
      try write(features)
    }

    private func write(_ features: [LayerName: Tensor]) throws {
      if isArray {
        for tensor in features.values {
          var array = try ArrayFile(out.path, of: .float, shape: tensor.shape.extents)
          try array.append(tensor.elements)
          try array.finish()
        }
        return
      }
      let tensors = features.map { ($0.key.rawValue, $0.value) }
      let results = Checkpoint(Dictionary(uniqueKeysWithValues: tensors))
      try OutputFile.write(to: out.path) { append in
        try SafetensorsWriter(results, isHalf: false).write(append)
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
