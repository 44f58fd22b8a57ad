package import Dissection
import Files

/// The pictures of a folder and those below it.
package enum PictureFolder {
  /// How deep folders may lie in each other.
  private static let depthLimit = 32

  /// Lists the pictures in the order of the published code: each folder's files, then its folders, both
  /// sorted by name.
  ///
  /// - Parameter path: The folder.
  /// - Returns: The PNG files, by names relative to the folder.
  /// - Throws: `DissectionError.noPictures`, or `.file` where a folder cannot be read.
  package static func source(at path: String) throws(DissectionError) -> SpecimenSource {
    var (names, others): ([String], Set<String>) = ([], [])
    try walk(path, below: "", 0, &names, &others)
    guard !names.isEmpty else {
      throw .noPictures(folder: path, others: others.sorted())
    }
    return .folder(path: path, names: names)
  }

  private static func walk(
    _ root: String, below prefix: String, _ depth: Int, _ names: inout [String],
    _ others: inout Set<String>
  ) throws(DissectionError) {
    let folder = prefix.isEmpty ? root : "\(root)/\(prefix)"
    let found: [String]
    do { found = try InputFolder.names(in: folder).sorted() } catch { throw .file("\(error)") }
    var folders: [String] = []
    for name in found where !name.hasPrefix(".") {
      let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
      if Folder.exists("\(root)/\(path)") {
        folders.append(path)
      } else if name.lowercased().hasSuffix(".png") {
        names.append(path)
      } else {
        let ending = name.split(separator: ".").dropFirst().last
        others.insert(ending.map { ".\($0)" } ?? "without an ending")
      }
    }
    guard depth < depthLimit else { return }
    for path in folders { try walk(root, below: path, depth + 1, &names, &others) }
  }
}
