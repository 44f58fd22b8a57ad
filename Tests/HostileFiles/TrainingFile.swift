package import Tensors

/// What `torch.save` writes of a dictionary of dictionaries of tensors.
package enum TrainingFile {
  /// The bytes of the archive, in which the tensors of the key "" lie bare.
  package static func bytes(_ parts: [(key: String, tensors: [String: Tensor])]) -> [UInt8] {
    var file = ZipFile(entries: [])
    let root = parts.flatMap { part in
      let entries = part.tensors.sorted { $0.key < $1.key }.map { name, tensor in
        (name, store(tensor, in: &file))
      }
      return part.key.isEmpty ? entries : [(part.key, PickleText.dictionary(entries))]
    }
    file.entries.append(
      ZipFile.Entry(
        name: "x/data.pkl", bytes: PickleText.pickle(PickleText.dictionary(root))))
    return file.bytes
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
