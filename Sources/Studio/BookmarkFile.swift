import Dispatch
import Files
import Painting
import Screens
import Synchronization
import Units

/// The bookmarks of a model, in a file beside the journals: an id a line, and its seed where that is not 1.
final class BookmarkFile: Sendable {
  /// More cannot be looked through; a longer file is none of ours.
  private static let limit = 1 << 20

  private let shelf: JournalShelf
  private let name: String
  /// Keeps the files in their order.
  private let queue = DispatchQueue(label: "bookmarks", qos: .utility)
  /// The bookmarks that this painter and the file agreed on last.
  private let known = Mutex(Bookmarks())

  init(_ shelf: JournalShelf, of model: ModelIdentity) {
    self.shelf = shelf
    name = "bookmarks-\(model.hash).txt"
  }

  /// What painters have kept, in any of the folders: one that cannot be written at times leaves some to
  /// another.
  func read() -> Bookmarks {
    let found = kept()
    known.withLock { $0 = found }
    return found
  }

  private func kept() -> Bookmarks { Self.once(shelf.folders.compactMap(lines(in:)).joined()) }

  /// Each bookmark once, in the order in which they come.
  private static func once(_ latents: some Sequence<Latent>) -> Bookmarks {
    Bookmarks(latents.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
  }

  /// What the lines of a folder's file say; nil where there is none that can be read.
  private func lines(in folder: String) -> [Latent]? {
    let path = "\(folder)/\(name)"
    guard let bytes = try? InputFile.bytes(of: path, limit: Self.limit, .regular) else {
      return nil
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .compactMap(Self.latent(ofLine:))
  }

  /// Keeps bookmarks on another thread, beside those that other painters have marked meanwhile.
  ///
  /// - Parameters:
  ///   - bookmarks: All of them.
  ///   - complain: Called on that thread with the reason why they cannot be kept.
  func write(_ bookmarks: Bookmarks, complain: @escaping @Sendable (String) -> Void) {
    queue.async { [self] in
      do {
        let folder = try shelf.openFolder().folder
        let known = known.withLock(\.self)
        try OutputFile.update("\(folder.path)/\(name)", permissions: 0o600) {
          let before = lines(in: folder.path).map(Self.once) ?? kept()
          let all = before.taking(bookmarks, since: known)
          return Array(all.latents.map { "\(Self.line(of: $0))\n" }.joined().utf8)
        }
        self.known.withLock { $0 = bookmarks }
      } catch {
        complain("bookmarks are not kept: \(error)")
      }
    }
  }

  private static func line(of latent: Latent) -> String {
    latent.seed == 1 ? "\(latent.id)" : "\(latent.id) \(latent.seed)"
  }

  private static func latent(ofLine line: Substring) -> Latent? {
    let words = line.split(separator: " ")
    guard let id = words.first.flatMap({ Int($0) }), (0...Latent.maximumID).contains(id),
      let seed = words.count == 1 ? 1 : words.count == 2 ? UInt32(words[1]) : nil
    else { return nil }
    return Latent(seed: seed, id: id)
  }

  /// Waits until what was marked is on disk, for some seconds at most.
  func finish(seconds: Int) {
    let work = DispatchWorkItem {}
    queue.async(execute: work)
    _ = work.wait(timeout: .now() + .seconds(seconds))
  }
}
