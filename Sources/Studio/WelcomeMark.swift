import Dispatch
import Files

/// Whether a person has painted before: an empty file beside the journals says so.
struct WelcomeMark: Sendable {
  private static let name = "welcomed"

  let shelf: JournalShelf

  var isThere: Bool { shelf.folders.contains { Inode(of: "\($0)/\(Self.name)") != nil } }

  /// Makes the file on another thread; where none can be written, the next start welcomes again.
  func make() {
    DispatchQueue.global(qos: .utility).async { [shelf] in
      guard let folder = try? shelf.openFolder().folder else { return }
      _ = try? OutputFile.write([], to: "\(folder.path)/\(Self.name)", permissions: 0o600)
    }
  }
}
