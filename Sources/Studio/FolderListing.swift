import Files
import Screens

/// What is in a folder whose path is being typed.
enum FolderListing {
  /// Of more names it is not asked which are folders.
  private static let limit = 2000

  /// The names in the folder of a path, folders with a slash; none if it cannot be read.
  static func names(for typed: String) -> [String] {
    let folder = PathCompletion.folder(of: typed)
    let path = PersonalFolder.home()?.expanding(folder) ?? folder
    let start = typed.dropFirst(folder.count)
    let names = (try? InputFolder.names(in: path.isEmpty ? "." : path)) ?? []
    return names.filter { $0.hasPrefix(start) }.sorted().enumerated().map { index, name in
      index < limit && Folder.exists("\(path)\(name)") ? "\(name)/" : name
    }
  }
}
