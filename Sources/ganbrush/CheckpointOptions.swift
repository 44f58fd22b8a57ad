import ArgumentParser
import Checkpoints
import Files
import Networks

/// Which part of a checkpoint to use, where its file has several.
struct CheckpointOptions: ParsableArguments {
  @Option(
    help: """
      The part of a checkpoint to read, where its file has several: a key such as g_ema, as models \
      inspect lists them.
      """)
  var key: String?

  /// Opens an installed network, one in a folder, or a file, and says which part of it is read.
  ///
  /// - Parameters:
  ///   - model: An installed name, a folder or a path.
  ///   - kind: The kind of network that is wanted; nil for any.
  /// - Returns: The part that holds the network, and the file's path.
  /// - Throws: `Refusal`, which names the file.
  func open(
    _ model: String, _ kind: Architecture.Kind? = nil
  ) throws -> (part: NetworkPart, path: String) {
    let library = AssetLibrary()
    let path = try kind.map { try library.checkpoint(model, of: $0) } ?? library.checkpoint(model)
    do {
      let part = try NetworkPart(of: try Checkpoint(contentsOf: path), key: key, kind: kind)
      if let note = part.note { Console.complain("\(path): \(note)") }
      return (part, path)
    } catch {
      throw Refusal("\(path): \(error)")
    }
  }

  /// Opens a file whether its network is known or not, and takes the part with the network, or else
  /// the one whose key says most that it is wanted.
  ///
  /// - Parameters:
  ///   - model: An installed name, a folder or a path.
  ///   - isSaid: Whether to say which part was taken where there is a choice.
  /// - Returns: The file, of which that part is read.
  /// - Throws: `Refusal`, which names the file.
  func openAny(_ model: String, isSaid: Bool = true) throws -> Checkpoint {
    let path = try AssetLibrary().checkpoint(model)
    do {
      let file = try Checkpoint(contentsOf: path)
      if let part = try part(of: file) {
        if isSaid, let note = part.note { Console.complain("\(path): \(note)") }
        return part.checkpoint
      }
      return key == nil ? file : file.parts(under: key).first.map(file.reading) ?? file
    } catch {
      throw Refusal("\(path): \(error)")
    }
  }

  /// The part with a network; nil where none is known.
  private func part(of file: Checkpoint) throws(NetworkError) -> NetworkPart? {
    do {
      return try NetworkPart(of: file, key: key)
    } catch {
      if case .unknownArchitecture = error { return nil }
      throw error
    }
  }
}
