import Checkpoints
import Files
import Networks

/// A checkpoint that a person named, and the part of its file that is used.
struct CheckpointFile {
  let path: String
  /// The file, of which the part with the network is read; where no network is known, the part whose
  /// key says most that it is wanted.
  let checkpoint: Checkpoint
  private let found: Result<NetworkPart, NetworkError>

  /// Opens an installed network, one in a folder, or a file.
  ///
  /// - Parameters:
  ///   - model: An installed name, a folder or a path.
  ///   - part: Which part of the file is wanted.
  ///   - kind: The kind of network that is wanted; nil for any.
  /// - Throws: `Refusal`, which names the file.
  init(_ model: String, _ part: PartOptions, _ kind: Architecture.Kind? = nil) throws {
    let library = AssetLibrary()
    path = try kind.map { try library.checkpoint(model, of: $0) } ?? library.checkpoint(model)
    do {
      let file = try Checkpoint(contentsOf: path)
      found = Result { () throws(NetworkError) in
        try NetworkPart(of: file, key: part.key, kind: kind)
      }
      switch found {
      case .success(let network): checkpoint = network.checkpoint
      case .failure(.unknownArchitecture):
        checkpoint = part.key.flatMap { file.parts(under: $0).first }.map(file.reading) ?? file
      case .failure(let error): throw error
      }
    } catch {
      throw Refusal("\(shown: path): \(error)")
    }
  }

  /// The part with the network; nil where none is known.
  var part: NetworkPart? { try? found.get() }

  /// Says which part is read, where others would do as well.
  func sayChoice() {
    if let choice = part?.choice { Console.complain("\(shown: path): \(choice.sentence)") }
  }

  /// Makes the network that the file holds.
  ///
  /// - Throws: `Refusal`, which names the file, if it holds none or `make` fails.
  func network<Made>(_ make: (NetworkPart) throws -> Made) throws -> Made {
    try attempt { try make(try found.get()) }
  }

  /// Does something with the network.
  ///
  /// - Throws: `Refusal`, which names the file, if `work` fails.
  func attempt<Result>(_ work: () throws -> Result) throws -> Result {
    do {
      return try work()
    } catch {
      throw Refusal("\(shown: path): \(error)")
    }
  }
}

extension NetworkPart.Choice {
  /// What a person is told, who may have meant another part.
  var sentence: String {
    let names = others.map { "'\($0)'" }
    return "reads \(key.isEmpty ? "what has no key" : "'\(key.shown())'"); \(shown: names) "
      + "\(others.count == 1 ? "fits" : "fit"), too: --key chooses"
  }
}
