import Seeing
import Checkpoints
import Files
import Networks
import Studio

extension CheckpointFile {
  /// Opens what a person named: an installed network, a folder or a file.
  ///
  /// - Parameters:
  ///   - model: An installed name, a folder or a path.
  ///   - part: Which part of the file is wanted.
  ///   - kind: The kind of network that is wanted; nil for any.
  /// - Throws: `AssetError` or `FileFailure`, which name what is at fault.
  init(_ model: String, _ part: PartOptions, _ kind: Architecture.Kind? = nil) throws {
    let library = AssetLibrary()
    let path = try kind.map { try library.checkpoint(model, of: $0) } ?? library.checkpoint(model)
    try self.init(path: path, key: part.key, kind: kind)
  }

  /// Says which file is read, and which part of it, if others fit as well.
  func sayChoice() {
    Console.tell(
      "\(shown: path): \(part?.architecture.title ?? "no known network"), "
        + checkpoint.format.rawValue)
    if let choice = part?.choice { Console.remark("\(shown: path): \(choice.sentence)") }
  }
}
