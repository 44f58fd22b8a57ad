import Dispatch
import Synchronization

/// The hash of a checkpoint's file, computed while the file is put to use.
package final class PendingDigest: Sendable {
  private let digest = Mutex<Result<FileDigest, CheckpointError>?>(nil)
  private let isComputed = DispatchGroup()

  /// Starts to read the file on a thread of its own.
  package init(of checkpoint: Checkpoint) {
    DispatchQueue.global().async(group: isComputed) { [self] in
      let result = Result { () throws(CheckpointError) in try checkpoint.digest() }
      digest.withLock { $0 = result }
    }
  }

  /// The digest; the first caller may have to wait for it.
  package func wait() throws(CheckpointError) -> FileDigest {
    isComputed.wait()
    guard let result = digest.withLock({ $0 }) else {
      preconditionFailure("the digest's thread ended without a result")
    }
    return try result.get()
  }
}
