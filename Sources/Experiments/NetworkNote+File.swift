import Checkpoints
package import Dissection
package import Networks
package import Painting
package import Seeing

extension DissectionReport.NetworkNote {
  /// What is noted of a file with a network.
  ///
  /// - Throws: `FileFailure`, if the file cannot be read.
  package init(of file: CheckpointFile, as architecture: Architecture) throws(FileFailure) {
    let digest = try file.attempt { try file.checkpoint.digest() }
    self.init(
      name: Model.name(of: file.path), hash: digest.hexadecimal, title: architecture.title)
  }
}
