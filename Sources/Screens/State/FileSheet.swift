package import Painting

/// The files that the line of the open dialogue may name, as small pictures.
package struct FileSheet: Equatable, Sendable {
  /// The folder as it was typed, with its slash; empty for the working folder.
  package let folder: String
  /// The paths of its sessions and pictures, sorted.
  private var paths: [String]
  /// What the person has typed; stepping through the files leaves it.
  var typed: String { didSet { find() } }
  /// The files whose names begin as typed.
  package private(set) var found: [String] = []

  /// - Parameters:
  ///   - folder: As it was typed, with its slash.
  ///   - names: What is in it; folders end in a slash.
  ///   - typed: The line so far.
  ///   - failures: What has no picture.
  package init(
    folder: String, names: [String], typed: String, without failures: Set<ThumbnailSubject> = []
  ) {
    self.folder = folder
    self.typed = typed
    paths = names.filter { name in
      !name.hasPrefix(".") && !name.contains("\u{FFFD}")
        && [".png", ".json"].contains { name.lowercased().hasSuffix($0) }
    }.sorted().map { folder + $0 }.filter { !failures.contains(.file($0)) }
    find()
  }

  /// Leaves a file out that has no picture.
  mutating func leaveOut(_ path: String) {
    paths.removeAll { $0 == path }
    find()
  }

  private mutating func find() { found = paths.filter { $0.hasPrefix(typed) } }
}
