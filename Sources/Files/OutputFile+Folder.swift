extension OutputFile {
  /// Writes the files of a result into a folder, which is made where it is missing.
  ///
  /// - Parameters:
  ///   - files: What is in them, by their names; nil for one that this result does not have. Of an earlier
  ///     result it is removed, so that no file tells of another one than its neighbours.
  ///   - folder: The folder.
  /// - Throws: `OutputError`, which names the path.
  package static func write(_ files: [String: [UInt8]?], in folder: String) throws(OutputError) {
    try Folder.make(folder)
    for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
      let path = "\(folder)/\(name)"
      if let bytes {
        try write(bytes, to: path)
      } else if ExistingFile.isLost(path) {
        try Folder.remove(path)
      }
    }
  }
}
