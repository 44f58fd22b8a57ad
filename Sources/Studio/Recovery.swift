import Files
import Foundation
package import Painting
package import Units

/// The folder that keeps unsaved strokes when the connection drops or the program is told to end.
package struct Recovery: Sendable {
  /// What became of the strokes when the program was told to end.
  package enum Outcome: Equatable, Sendable {
    case nothingToKeep
    case kept(path: String)
    case lost(reason: String)
  }

  /// `$XDG_STATE_HOME/ganbrush`, by default `$HOME/.local/state/ganbrush`.
  package let folder: String

  private static let prefix = "recovered-"
  /// A folder full of old sessions must not delay the newest.
  private static let mostLookedAt = 8

  /// Finds the folder, which need not be there.
  package init(environment: [String: String] = PersonalFolder.variables) {
    folder = PersonalFolder.state(environment)?.path ?? "/nonexistent/ganbrush"
  }

  /// Keeps a session.
  package func keep(_ session: Session, of model: ModelIdentity) -> Outcome {
    let file = SessionFile(model: model, session: session)
    let stamp = Int(Date().timeIntervalSince1970)
    let path = "\(folder)/\(Self.prefix)\(stamp)-\(getpid()).json"
    do {
      // What somebody paints is their own: nobody else may list or read it.
      try Folder.make(folder, permissions: 0o700)
      try OutputFile.write(Array(file.json.utf8), to: path, .kept, permissions: 0o600)
      return .kept(path: path)
    } catch {
      return .lost(reason: error.description)
    }
  }

  /// The newest session that was kept and fits the model.
  package func newest(for model: ModelIdentity, layers: [LayerSummary]) -> String? {
    let names = (try? InputFolder.names(in: folder)) ?? []
    // The names begin with the time.
    let newest = names.filter { $0.hasPrefix(Self.prefix) }.sorted().reversed()
    return newest.prefix(Self.mostLookedAt).lazy.map { "\(folder)/\($0)" }.first { path in
      do {
        // Recovery never makes links, and one may lead to anything.
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        guard attributes[.type] as? FileAttributeType == .typeRegular else { return false }
        try SessionFile(path: path, .regular).validate(for: model, layers: layers)
        return true
      } catch {
        return false
      }
    }
  }

  /// Whether a file is one that an interrupted run left.
  package func holds(_ path: String) -> Bool {
    let file = URL(file: path).resolvingSymlinksInPath()
    let folder = URL(filePath: folder).resolvingSymlinksInPath()
    return file.deletingLastPathComponent().path == folder.path
      && file.lastPathComponent.hasPrefix(Self.prefix)
  }

  /// Forgets a session that is saved elsewhere by now, or that the person gave up.
  package func discard(_ path: String) {
    // A file that somebody has already removed is what we want.
    try? FileManager.default.removeItem(atPath: path)
  }
}
