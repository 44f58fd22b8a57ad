import Painting
import Pictures
import Synchronization

/// Small pictures that were drawn and that nobody has taken yet.
final class ThumbnailNews: Sendable {
  private let pictures = Mutex<[ThumbnailSubject: Picture?]>([:])
  private let wake: @Sendable () -> Void

  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  /// Keeps a picture until it is taken.
  func put(_ picture: Picture?, of subject: ThumbnailSubject) {
    let isFirst = pictures.withLock { pictures in
      pictures.updateValue(picture, forKey: subject)
      return pictures.count == 1
    }
    if isFirst { wake() }
  }

  /// Takes what has come.
  func take() -> [ThumbnailSubject: Picture?] {
    pictures.withLock { pictures in
      defer { pictures = [:] }
      return pictures
    }
  }
}
