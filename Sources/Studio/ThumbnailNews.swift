import Painting
import Pictures
import Synchronization

/// Small pictures that were drawn and that nobody has taken yet.
final class ThumbnailNews: Sendable {
  private let pictures = Mutex<[Int: Picture]>([:])
  private let wake: @Sendable () -> Void

  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  /// Keeps a picture until it is taken.
  func put(_ picture: Picture, of id: Int) {
    let isFirst = pictures.withLock { pictures in
      pictures[id] = picture
      return pictures.count == 1
    }
    if isFirst { wake() }
  }

  /// Takes what has come.
  func take() -> [Int: Picture] {
    pictures.withLock { pictures in
      defer { pictures = [:] }
      return pictures
    }
  }
}
