import Files
import Screens

/// What is in a folder whose path is being typed.
enum FolderListing {
  /// A folder with more names is not searched for folders among them.
  private static let limit = 2000

  /// The names in the folder of a path, folders with a slash; none if it cannot be read.
  static func names(for typed: String) -> [String] {
    let folder = PathCompletion.folder(of: typed)
    let path = PersonalFolder.home()?.expanding(folder) ?? folder
    let start = typed.dropFirst(folder.count)
    let names = (try? InputFolder.names(in: path.isEmpty ? "." : path)) ?? []
    return names.filter { $0.hasPrefix(start) }.prefix(limit).map {
      Folder.exists("\(path)\($0)") ? "\($0)/" : $0
    }
  }
}
