package import Tensors

/// What `torch.save` writes of a dictionary of dictionaries of tensors.
package enum TrainingFile {
  /// The bytes of the archive, in which the tensors of the key "" lie bare, and those of "a/b" in a
  /// dictionary in a dictionary.
  package static func bytes(_ parts: [(key: String, tensors: [String: Tensor])]) -> [UInt8] {
    var file = ZipFile(entries: [])
    let root = dictionary(
      parts.map { ($0.key.split(separator: "/").map(String.init), $0.tensors) }, in: &file)
    file.entries.append(ZipFile.Entry(name: "x/data.pkl", bytes: PickleText.pickle(root)))
    return file.bytes
  }

  private static func dictionary(
    _ parts: [(path: [String], tensors: [String: Tensor])], in file: inout ZipFile
  ) -> [UInt8] {
    var entries: [(String, [UInt8])] = []
    var keys: [String] = []
    for part in parts {
      guard let key = part.path.first else {
        for (name, tensor) in part.tensors.sorted(by: { $0.key < $1.key }) {
          entries.append((name, store(tensor, in: &file)))
        }
        continue
      }
      guard !keys.contains(key) else { continue }
      keys.append(key)
      let inner = parts.filter { $0.path.first == key }
      entries.append(
        (key, dictionary(inner.map { (Array($0.path.dropFirst()), $0.tensors) }, in: &file)))
    }
    return PickleText.dictionary(entries)
  }

  /// Adds a storage to the archive.
  ///
  /// - Returns: The pickle of a tensor that is all of it.
  private static func store(_ tensor: Tensor, in file: inout ZipFile) -> [UInt8] {
    let key = "\(file.entries.count)"
    let extents = tensor.shape.extents
    file.entries.append(
      ZipFile.Entry(
        name: "x/data/\(key)",
        bytes: tensor.elements.flatMap { PickleText.littleEndian($0.bitPattern) }))
    return PickleText.tensor(
      key, count: tensor.shape.count, extents: extents,
      strides: extents.indices.map { extents[($0 + 1)...].reduce(1, *) })
  }
}
