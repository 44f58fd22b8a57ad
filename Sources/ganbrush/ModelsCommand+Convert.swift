import ArgumentParser
import Checkpoints
import Files
import Painting

extension ModelsCommand {
  /// Writes a checkpoint as safetensors.
  struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a checkpoint of any format as a safetensors file.",
      discussion: """
        All tensors of the state dict are kept, under their names without wrappers. Numbers keep \
        their precision, unless --half is given.
        """)

    @Argument(help: "A checkpoint: safetensors, or what torch.save wrote.", completion: .file())
    var input: String

    @Argument(help: "The safetensors file to write.", completion: .file())
    var output: String

    @Flag(help: "Store floating-point numbers in half precision.")
    var half = false

    func run() throws {
      let checkpoint: Checkpoint
      do {
        checkpoint = try Checkpoint(contentsOf: try AssetLibrary().checkpoint(input))
      } catch let error as CheckpointError {
        throw Refusal("\(shown: input): \(error)")
      }
      let writer = SafetensorsWriter(checkpoint, isHalf: half)
      do {
        try AtomicFile.write(to: output) { append in try writer.write(append) }
      } catch let failure as AtomicFile.Failure {
        throw Refusal(failure.description)
      } catch {
        throw Refusal("\(shown: input): \(error)")
      }
      print(
        "\(shown: output): \(checkpoint.entries.count) tensors"
          + (half ? ", floating-point numbers in half precision" : ""))
    }
  }
}
