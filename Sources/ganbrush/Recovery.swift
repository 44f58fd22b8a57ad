import Files
import Foundation
import Painting
import Screens
import Units
import Networks

/// Keeps unsaved strokes when the connection drops or the program is told to end.
enum Recovery {
  /// What became of the strokes when the program was told to end.
  enum Outcome: Equatable {
    case nothingToKeep
    case kept(path: String)
    case lost(reason: String)
  }

  /// `$XDG_STATE_HOME/ganbrush`, by default `$HOME/.local/state/ganbrush`.
  private static var folder: String {
    let environment = ProcessInfo.processInfo.environment
    func absolute(_ name: String) -> String? {
      environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    // The home of the user's account counts only where the environment names none: Foundation would
    // ask for it first.
    let state =
      absolute("XDG_STATE_HOME")
      ?? (absolute("HOME") ?? accountHome).map { "\($0)/.local/state" } ?? "/nonexistent"
    return "\(state)/ganbrush"
  }

  private static var accountHome: String? {
    guard let account = unsafe getpwuid(getuid()) else { return nil }
    return unsafe String(cString: account.pointee.pw_dir)
  }

  /// Saves the session if it has unsaved edits.
  static func save(_ document: Document) -> Outcome {
    guard document.hasUnsavedEdits else { return .nothingToKeep }
    let file = SessionFile(model: document.model, session: document.session)
    let stamp = Int(Date().timeIntervalSince1970)
    let path = "\(folder)/recovered-\(stamp)-\(getpid()).json"
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
  static func newest(for model: Model) -> String? {
    let names = (try? InputFolder.names(in: folder)) ?? []
    // The names begin with the time; a folder full of old ones must not delay the start.
    let newest = names.filter { $0.hasPrefix("recovered-") }.sorted().reversed().prefix(8)
    return newest.lazy.map { "\(folder)/\($0)" }.first { path in
      do {
        // A link is none of ours: it may lead to anything.
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        guard attributes[.type] as? FileAttributeType == .typeRegular else { return false }
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
    let folder = URL(filePath: folder).resolvingSymlinksInPath()
    return file.deletingLastPathComponent().path == folder.path
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
    let message =
      switch recovery {
      case .nothingToKeep: "ended by signal \(signal)"
      case .kept(let path): "strokes are kept in \(path.visible); open it with --session"
      case .lost(let reason): "ended by signal \(signal); unsaved strokes are lost: \(reason)"
      }
    throw Refusal(message, status: 128 + signal)
  }
}
