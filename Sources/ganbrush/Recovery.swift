import Files
import Foundation
import Networks
import Painting
import Screens

/// Keeps unsaved strokes when the connection drops or the program is told to end.
enum Recovery {
  /// `$XDG_STATE_HOME/ganbrush`, by default `~/.local/state/ganbrush`.
  private static var folder: URL {
    let environment = ProcessInfo.processInfo.environment
    let state =
      environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? URL(filePath: $0) : nil }
      ?? FileManager.default.homeDirectoryForCurrentUser.appending(path: ".local/state")
    return state.appending(path: "ganbrush")
  }

  /// Saves the session if it has unsaved edits.
  ///
  /// - Returns: The file's path; nil where there was nothing to save, or no place.
  static func save(_ state: PaintState) -> String? {
    guard state.hasUnsavedEdits else { return nil }
    let file = SessionFile(model: state.model, session: state.session)
    let stamp = Int(Date().timeIntervalSince1970)
    let path = folder.appending(path: "recovered-\(stamp)-\(getpid()).json").path
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try AtomicFile.write(Array(file.json.utf8), to: path)
      return path
    } catch {
      return nil
    }
  }

  /// The newest session that was kept and fits the model.
  static func newest(for model: Model) -> String? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    // The names begin with the time; a folder full of old ones must not delay the start.
    let newest = names.filter { $0.hasPrefix("recovered-") }.sorted().reversed().prefix(8)
    return newest.lazy.map { folder.appending(path: $0).path }.first { path in
      do {
        try SessionFile(path: path, .regular).validate(
          for: model.identity(), layers: model.generator.layers)
        return true
      } catch {
        return false
      }
    }
  }

  /// Whether a file is one that an interrupted run left.
  static func holds(_ path: String) -> Bool {
    let file = URL(filePath: path).resolvingSymlinksInPath()
    return file.deletingLastPathComponent().path == folder.resolvingSymlinksInPath().path
      && file.lastPathComponent.hasPrefix("recovered-")
  }

  /// Forgets a session that is saved elsewhere by now, or that the person gave up.
  static func discard(_ path: String) {
    // A file that somebody has already removed is what we want.
    try? FileManager.default.removeItem(atPath: path)
  }
}

extension PaintLoop.Ending {
  /// Ends the program as a signal does, after saying where unsaved strokes are.
  func finish() throws {
    guard case .signal(let signal, let recovery) = self else { return }
    let message = recovery.map { "strokes are kept in \(shown: $0); open it with --session" }
    throw Refusal(message ?? "ended by signal \(signal)", status: 128 + signal)
  }
}
