import Files
import Glibc
import Painting
package import Pictures
import Synchronization

/// Keeps a PNG file up to date with the newest picture, without keeping the renderer waiting.
package actor PreviewWriter {
  /// Small pictures are enlarged to about so many pixels: viewers should show more than a stamp.
  private static let side = 512
  /// A text that tells a preview from other pictures.
  private static let mark = (key: "Software", text: "ganbrush preview")
  /// A larger file is no preview.
  private static let limit = 64 << 20

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

  /// Whether a file is an earlier preview, or nothing that would be lost.
  package static func mayReplace(_ path: String) -> Bool {
    guard ExistingFile.isLost(path) else { return true }
    let bytes = try? InputFile.bytes(of: path, limit: limit, .regular)
    return bytes.flatMap { try? PNG.text(mark.key, in: $0) } == mark.text
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
    let bytes = PNG.encode(
      picture.enlarged(by: factor), text: [Self.mark.key: Self.mark.text])
    do {
      try isFinished.withLock { isFinished in
        guard !isFinished else { return }
        guard Self.mayReplace(path) else {
          return complain("\(shown: path) is no preview any more, and stays as it is")
        }
        try OutputFile.write(bytes, to: path)
      }
    } catch {
      complain("\(error)")
    }
  }
}
