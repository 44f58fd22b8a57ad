package import Checkpoints
import Files
package import Networks
package import Painting

/// A checkpoint that a person named, and the part of its file that is used.
package struct CheckpointFile {
  package let path: String
  /// The file, read from the part with the network; if no network is known, from the part whose key
  /// has the most wanted role.
  package let checkpoint: Checkpoint
  private let found: Result<NetworkPart, NetworkError>

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - key: Which part of the file is wanted; nil for the one that fits best.
  ///   - kind: The kind of network that is wanted; nil for any.
  /// - Throws: `FileFailure`, which names the file.
  package init(
    path: String, key: String? = nil, kind: Architecture.Kind? = nil
  ) throws(FileFailure) {
    self.path = path
    do {
      let file = try Checkpoint(contentsOf: path)
      found = Result { () throws(NetworkError) in
        try NetworkPart(of: file, key: key, kind: kind)
      }
      switch found {
      case .success(let network): checkpoint = network.checkpoint
      case .failure(.unknownArchitecture):
        checkpoint = key.flatMap { file.parts(under: $0).first }.map(file.reading) ?? file
      case .failure(let error): throw error
      }
    } catch {
      throw FileFailure(path: path, reason: "\(error)")
    }
  }

  /// The part with the network; nil where none is known.
  package var part: NetworkPart? { try? found.get() }

  /// Makes the network that the file holds.
  ///
  /// - Throws: `FileFailure`, which names the file, if it holds none or `make` fails.
  package func network<Made>(
    _ make: (NetworkPart) throws -> Made
  ) throws(FileFailure) -> Made {
    try attempt { try make(try found.get()) }
  }

  /// Does something with the network.
  ///
  /// - Throws: `FileFailure`, which names the file, if `work` fails.
  package func attempt<Result>(_ work: () throws -> Result) throws(FileFailure) -> Result {
    do {
      return try work()
    } catch {
      throw FileFailure(path: path, reason: "\(error)")
    }
  }
}
