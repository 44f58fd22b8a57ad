import Glibc

/// Lists what is in a folder.
package enum InputFolder {
  /// The names in a folder, in no particular order.
  ///
  /// - Throws: `InputError.missing`, or in the system's words why the folder cannot be read.
  package static func names(in path: String) throws(InputError) -> [String] {
    let (names, foreign) = try listing(of: path)
    return names + foreign
  }

  /// The names in a folder, in no particular order.
  ///
  /// - Returns: Also those that are no UTF-8, with � for each wrong byte: no file has such a name.
  /// - Throws: `InputError.missing`, or in the system's words why the folder cannot be read.
  package static func listing(
    of path: String
  ) throws(InputError) -> (names: [String], foreign: [String]) {
    guard let folder = unsafe opendir(path) else {
      let error = SystemError()
      throw error.number == ENOENT ? .missing(path) : .unreadable(path, reason: error.reason)
    }
    defer { unsafe closedir(folder) }
    var (names, foreign): ([String], [String]) = ([], [])
    while let entry = unsafe readdir(folder) {
      unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { name in
          if let name = unsafe String(validatingCString: name) {
            if name != "." && name != ".." { names.append(name) }
          } else {
            foreign.append(unsafe String(cString: name))
          }
        }
      }
    }
    return (names, foreign)
  }
}
