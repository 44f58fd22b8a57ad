import Files
import Studio
import Synchronization

extension Preferences {
  private static let loaded = Mutex(Preferences())

  /// What the person has chosen; the defaults of options come from here.
  static var current: Preferences { loaded.withLock { $0 } }

  /// Reads the person's file, if there is one.
  ///
  /// - Throws: `Refusal`, with the line that is at fault.
  static func load() throws {
    guard let path = path() else { return }
    do {
      guard let file = try ConfigurationFile(path) else { return }
      let preferences = try Preferences(file, graphics: GraphicsOptions.Choice.allValueStrings)
      loaded.withLock { $0 = preferences }
    } catch {
      throw Refusal("\(error)")
    }
  }
}
