import ArgumentParser
import Checkpoints
import Files

extension ModelsCommand {
  /// Writes a checkpoint as safetensors.
  struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a checkpoint of any format as a safetensors file.",
      discussion: """
        All tensors of the network's state dict are kept, under their names without wrappers; what \
        else the file holds is left out, and said. Numbers keep their precision, unless --half is \
        given.
        """)

    @Argument(help: "A checkpoint: safetensors, or what torch.save wrote.", completion: .file())
    var input: String

    @Argument(help: "The safetensors file to write, or - for standard output.", completion: .file())
    var output: OutputTarget

    @OptionGroup var file: CheckpointOptions

    @Flag(help: "Store floating-point numbers in half precision.")
    var half = false

    func validate() throws { try output.validate(as: .safetensors, for: "<output>") }

    func run() throws {
      let checkpoint = try file.openAny(input)
      try expectSound(checkpoint.part)
      let writer = SafetensorsWriter(checkpoint, isHalf: half)
      do {
        try OutputFile.write(to: output.path) { append in try writer.write(append) }
      } catch let error as CheckpointError {
        throw Refusal("\(shown: input): \(error)")
      }
      let (key, count) = (checkpoint.part.key, checkpoint.entries.count)
      output.report(
        "\(shown: output.name): \(count) \(count == 1 ? "tensor" : "tensors")"
          + (key.isEmpty ? "" : " of '\(shown: key)'")
          + (half ? ", floating-point numbers in half precision" : ""))
      for line in Self.leftOut(of: checkpoint) { output.report("left out: \(line)") }
    }

    /// Makes sure that there is something to write and nothing of it is damaged; what is only unusual
    /// is left out.
    private func expectSound(_ part: TensorPart) throws {
      let errors = part.unreadable.sorted { $0.key < $1.key }.map(\.value)
      let damage = errors.first { error in
        if case .unreadableTensor = error { false } else { true }
      }
      guard let error = damage ?? (part.entries.isEmpty ? errors.first : nil) else {
        guard part.entries.isEmpty else { return }
        throw Refusal("\(shown: input): no tensors to write, expected at least one")
      }
      throw Refusal("\(shown: input): \(error)")
    }

    /// What the file holds besides what was written, a line each.
    private static func leftOut(of checkpoint: Checkpoint) -> [String] {
      let part = checkpoint.part
      let unreadable = part.unreadable.sorted { $0.key < $1.key }.map { name, error in
        if case .unreadableTensor(_, let reason) = error {
          "tensor '\(shown: name)', which is \(reason)"
        } else {
          error.description
        }
      }
      // The part itself, or the one in which its names begin alike.
      let outer = checkpoint.parts.filter { part.path.starts(with: $0.path) }
        .max { $0.path.count < $1.path.count }
      let parts = checkpoint.parts.filter { $0.role != .optimizer }
      let others = parts.map { other in
        let taken = other.path == outer?.path ? part.names.count : 0
        return (key: other.key, count: other.names.count - taken)
      }.filter { $0.count > 0 }
      let listed = others.prefix(10).map { other in
        "\(other.count) \(other.count == 1 ? "tensor" : "tensors") "
          + (other.key.isEmpty ? "beside it" : "of '\(shown: other.key)'")
      }
      let rest = others.dropFirst(10).reduce(0) { $0 + $1.count }
      let optimizers = checkpoint.parts.filter { $0.role == .optimizer && $0.path != part.path }
      let states = optimizers.reduce(0) { $0 + $1.names.count }
      return unreadable + listed + (rest > 0 ? ["\(rest) tensors of other parts"] : [])
        + (states > 0 ? ["\(states) tensors of optimizers"] : [])
    }
  }
}
