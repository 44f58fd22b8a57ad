import Files
import Glibc
import Painting
package import Pictures
import Synchronization

/// Keeps a PNG file up to date with the newest picture, without keeping the renderer waiting.
package actor PreviewWriter {
  /// Small pictures are enlarged to about so many pixels: viewers should show more than a stamp.
  private static let side = 512

  private let path: String
  private let complain: @Sendable (String) -> Void
  private let pictures = Mailbox<Picture>()
  /// Held while the file is written; true when nothing more is to be written.
  private let isFinished = Mutex(false)

  /// Makes a writer; `complain` is told why the file could not be written.
  package init(_ path: String, complain: @escaping @Sendable (String) -> Void) {
    self.path = path
    self.complain = complain
  }

  /// Replaces the file soon; pictures that come faster than the disk takes them are left out.
  package nonisolated func write(_ picture: Picture) {
    pictures.put(picture)
    Task { await writeNewest() }
  }

  /// Waits for a write under way and prevents further ones: the program may end.
  ///
  /// A pipe that nobody reads keeps the write waiting, but not the program.
  package nonisolated func finish() {
    let deadline = ContinuousClock.now + .seconds(1)
    while ContinuousClock.now < deadline,
      isFinished.withLockIfAvailable({ $0 = true }) == nil
    {
      usleep(10_000)
    }
  }

  private func writeNewest() {
    guard let picture = pictures.take() else { return }
    let factor = max(1, Self.side / max(picture.width, picture.height))
    let bytes = PNG.encode(picture.enlarged(by: factor))
    do {
      try isFinished.withLock { isFinished in
        guard !isFinished else { return }
        guard (try? SessionFile(path: path, .regular)) == nil else {
          return complain("\(shown: path) holds a session, which the preview leaves as it is")
        }
        try OutputFile.write(bytes, to: path)
      }
    } catch {
      complain("\(error)")
    }
  }
}
