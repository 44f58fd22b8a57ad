import Painting

/// The files that the line of the open dialogue may name, as small pictures.
package struct FileSheet: Equatable, Sendable {
  /// The folder as it was typed, with its slash; empty for the working folder.
  package let folder: String
  /// The paths of its sessions and pictures, sorted.
  private let paths: [String]
  /// What the person has typed; stepping through the files leaves it.
  var typed: String

  /// - Parameters:
  ///   - folder: As it was typed, with its slash.
  ///   - names: What is in it; folders end in a slash.
  ///   - typed: The line so far.
  package init(folder: String, names: [String], typed: String) {
    self.folder = folder
    self.typed = typed
    paths = names.filter { name in
      !name.hasPrefix(".") && !name.contains("\u{FFFD}")
        && [".png", ".json"].contains { name.lowercased().hasSuffix($0) }
    }.sorted().map { folder + $0 }
  }

  /// The files whose names begin as typed, without those that have no picture.
  func found(without failures: Set<ThumbnailSubject>) -> [String] {
    paths.filter { $0.hasPrefix(typed) && !failures.contains(.file($0)) }
  }
}
