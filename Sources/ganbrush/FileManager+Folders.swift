import Foundation

extension FileManager {
  /// Whether there is a folder at a path.
  func holdsFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return unsafe fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
