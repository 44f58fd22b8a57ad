import Files

extension ForeignFormat {
  /// Recognises a zip archive that is none of PyTorch's by the names of its entries.
  init?(entries: [String]) {
    func has(_ endings: String...) -> Bool {
      entries.contains { name in endings.contains { name.hasSuffix($0) } }
    }
    if has("constants.pkl") {
      self = .torchScript
    } else if has("archive_format", "models/model.json") {
      self = .exportedProgram
    } else if has("model.weights.h5", "keras_metadata.pb") {
      self = .kerasArchive
    } else if has(".npy") {
      self = .numpyArchive
    } else if has(".pth", ".pt", ".zip", ".safetensors", ".ckpt", ".pkl", ".bin", ".tar") {
      self = .archivedArchive
    } else {
      return nil
    }
  }
}
