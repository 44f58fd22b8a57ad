import Seeing
import ArgumentParser
import Checkpoints
import Files

extension ModelsCommand {
  /// Writes a checkpoint as safetensors.
  struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a checkpoint of any format as a safetensors file.",
      discussion: """
        convert keeps all tensors of the network's state dict, under their names without wrappers, \
        and their precision, unless --half is given. It leaves out what else the file holds, and \
        lists it.
        """)

    @Argument(help: "A checkpoint: safetensors, or what torch.save wrote.", completion: .file())
    var input: String

    @Argument(help: "The safetensors file to write, or - for standard output.", completion: .file())
    var output: OutputTarget

    @OptionGroup var part: PartOptions

    @Flag(help: "Store floating-point numbers in half precision.")
    var half = false

    @OptionGroup var overwriting: OverwriteOptions

    @OptionGroup var verbosity: VerbosityOptions

    func validate() throws { try output.validate(as: .safetensors, for: "<output>") }

    func run() throws {
      try overwriting.expectFree([output])
      let file = try CheckpointFile(input, part)
      file.sayChoice()
      let checkpoint = file.checkpoint
      try expectSound(checkpoint.part)
      let writer = SafetensorsWriter(checkpoint, isHalf: half)
      do {
        try OutputFile.write(to: output.path) { append in try writer.write(append) }
      } catch let error as CheckpointError {
        throw Refusal("\(shown: input): \(error)")
      }
      let key = checkpoint.part.key
      output.report(
        "\(shown: output.name): \(checkpoint.entries.count.counted("tensor"))"
          + (key.isEmpty ? "" : " of '\(shown: key)'")
          + (half ? ", floating-point numbers in half precision" : ""))
      for line in Self.leftOut(of: checkpoint) { output.report("left out: \(line)") }
    }

    /// Makes sure that there is something to write and none of it is damaged; tensors that are only
    /// unusual are left out.
    private func expectSound(_ part: TensorPart) throws {
      let errors = part.unreadable.sorted { $0.key < $1.key }.map(\.value)
      let damage = errors.first { error in
        if case .unreadableTensor = error { false } else { true }
      }
      if let error = damage ?? (part.entries.isEmpty ? errors.first : nil) {
        throw Refusal("\(shown: input): \(error)")
      }
      guard !part.entries.isEmpty else {
        throw Refusal("\(shown: input): no tensors to write, expected at least one")
      }
    }

    /// The lines that tell what else the file holds.
    private static func leftOut(of checkpoint: Checkpoint) -> [String] {
      let written = checkpoint.part
      let unreadable = written.unreadable.sorted { $0.key < $1.key }.map { name, error in
        if case .unreadableTensor(_, let reason) = error {
          "tensor '\(shown: name)', which is \(reason)"
        } else {
          error.description
        }
      }
      // The part that was written, or the one within which it lies.
      let around = checkpoint.parts.filter { written.path.starts(with: $0.path) }
        .max { $0.path.count < $1.path.count }
      let others = checkpoint.parts.flatMap { part in
        part.path == around?.path
          ? part.leaves.filter { !lies($0, in: written) } : part.leaves
      }
      let named = others.filter { $0.role != .optimizer }
      let listed = named.prefix(10).map { other in
        other.names.count.counted("tensor")
          + (other.key.isEmpty ? " beside it" : " of '\(shown: other.key)'")
      }
      let rest = named.dropFirst(10).reduce(0) { $0 + $1.names.count }
      let states = others.filter { $0.role == .optimizer }.reduce(0) { $0 + $1.names.count }
      return unreadable + listed + (rest > 0 ? ["\(rest.counted("tensor")) of other parts"] : [])
        + (states > 0 ? ["\(states.counted("tensor")) of optimizers"] : [])
    }

    /// Whether what was written has the tensors of a part.
    private static func lies(_ part: TensorPart, in written: TensorPart) -> Bool {
      written.isRest
        ? part.isRest && part.path == written.path && part.names == written.names
        : part.path.starts(with: written.path)
    }
  }
}
