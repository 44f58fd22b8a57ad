import Files
import FoundationEssentials
import Networks
import Painting
import Pictures
import Seeing
import Studio

/// What a person opens by naming it: what it is tells its content, not its name.
enum OpenedFile {
  /// A session, also one in a picture or a journal.
  case session(InputSource)
  /// A checkpoint of a generator, a folder with one, or an installed name.
  case model(String)

  private static let expectation =
    "expected a session (JSON, or PNG that was saved with one) or a generator's checkpoint"

  /// Looks at what has a name.
  ///
  /// - Throws: `Refusal`, which says what was found.
  init(_ name: String) throws {
    let source = InputSource(argument: name)
    if source.isStandardInput {
      self = .session(source)
      return
    }
    let library = AssetLibrary()
    if library.models.contains(where: { $0.name == name }) {
      self = .model(name)
      return
    }
    guard FileManager.default.fileExists(atPath: name) else {
      throw CommandSuggestion.refusal(of: name)
    }
    if Folder.exists(name) {
      guard FileManager.default.fileExists(atPath: Model.checkpoint(in: name)) else {
        throw Refusal(
          "'\(shown: name)' is a folder without generator.safetensors, \(Self.expectation)")
      }
      self = .model(name)
      return
    }
    self = try Self.file(source)
  }

  private static func file(_ source: InputSource) throws -> OpenedFile {
    let file: OpenableFile
    do {
      file = try OpenableFile(path: source.path)
    } catch {
      // A pipe cannot be looked at before it is read.
      if case .unexpectedKind(_, "a pipe") = error { return .session(source) }
      throw Refusal("\(error)")
    }
    switch file {
    case .session:
      do { _ = try SessionFile(path: source.path) } catch {
        throw Refusal("'\(shown: source.path)' \(error)")
      }
      return .session(source)
    case .checkpoint:
      let file: CheckpointFile
      do { file = try CheckpointFile(path: source.path, kind: .generator) } catch {
        throw Refusal("\(error)")
      }
      let kind = file.part?.architecture.kind
      if kind == .generator { return .model(source.path) }
      let network = kind.map { "a \($0.rawValue)" } ?? "no network that ganbrush knows"
      throw Refusal("'\(shown: source.path)' is a checkpoint of \(network), \(expectation)")
    case .foreign(let format):
      throw Refusal("'\(shown: source.path)' is \(format.rawValue), \(expectation)")
    }
  }
}
