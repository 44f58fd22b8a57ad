package import Dissection
import Files
import Pictures

/// The pictures of a folder and those below it.
package struct PictureFolder {
  /// The picture files, by names relative to the folder.
  package let source: SpecimenSource
  /// Names below the folder that are no UTF-8, which JSON cannot keep.
  package let foreign: [String]

  /// Lists the pictures in the order of the published code: each folder's files, then its folders, both
  /// sorted by name.
  ///
  /// - Parameter path: The folder.
  /// - Throws: `DissectionError.noPictures`, or `.file` where a folder cannot be read.
  package init(at path: String) throws(DissectionError) {
    // A run is the same however a shell completed its folder.
    var path = path
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    var walk = Walk(root: path)
    try walk.visit("")
    guard !walk.names.isEmpty else {
      throw .noPictures(folder: path, others: walk.endings.sorted())
    }
    source = .folder(path: path, names: walk.names)
    foreign = walk.foreign
  }
}

/// What is found in a folder and below it.
private struct Walk {
  let root: String
  var names: [String] = []
  var foreign: [String] = []
  /// Of files that are no pictures.
  var endings: Set<String> = []
  /// Links may lead to a file or folder once more, even to a folder that they lie in.
  private var visited: Set<Inode> = []

  init(root: String) { self.root = root }

  /// Takes in a folder, by its path from the root, if it was not visited.
  mutating func visit(_ folder: String) throws(DissectionError) {
    let path = folder.isEmpty ? root : "\(root)/\(folder)"
    guard isFirst(path) else { return }
    let found: (names: [String], foreign: [String])
    do { found = try InputFolder.listing(of: path) } catch { throw .file("\(error)") }
    func below(_ name: String) -> String { folder.isEmpty ? name : "\(folder)/\(name)" }
    foreign += found.foreign.sorted().map(below)
    var folders: [String] = []
    for name in found.names.sorted() where !name.hasPrefix(".") {
      if Folder.exists("\(path)/\(name)") {
        folders.append(below(name))
      } else if !EncodedPicture.endings.contains(FileFormat.ending(of: name)?.lowercased() ?? "") {
        endings.insert(FileFormat.ending(of: name).map { ".\($0)" } ?? "without an ending")
      } else if isFirst("\(path)/\(name)") {
        names.append(below(name))
      }
    }
    for folder in folders { try visit(folder) }
  }

  /// Whether a file or folder was not visited; a link that leads nowhere is a picture that is missing.
  private mutating func isFirst(_ path: String) -> Bool {
    guard let inode = Inode(of: path) else { return true }
    return visited.insert(inode).inserted
  }
}
