import Glibc

/// Lists what is in a folder.
package enum InputFolder {
  /// The names in a folder, in no particular order.
  ///
  /// - Throws: `InputError.missing`, or in the system's words why the folder cannot be read.
  package static func names(in path: String) throws(InputError) -> [String] {
    guard let folder = unsafe opendir(path) else {
      let error = SystemError()
      throw error.number == ENOENT ? .missing(path) : .unreadable(path, reason: error.reason)
    }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }
}
