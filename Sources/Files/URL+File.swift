package import FoundationEssentials

extension URL {
  /// The file at a path as the system reads it: a `~` at its beginning is a name like any other, which
  /// the shell has replaced if it means a home.
  package init(file path: String) { self.init(filePath: path.hasPrefix("~") ? "./\(path)" : path) }
}
