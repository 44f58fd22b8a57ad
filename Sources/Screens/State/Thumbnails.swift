package import Painting
package import Pictures

/// The small pictures that have been drawn, and which were asked for last.
package struct Thumbnails: Sendable {
  /// So many are kept.
  private static let limit = 512

  package private(set) var pictures: [ThumbnailSubject: Picture] = [:]
  /// What has no picture.
  private(set) var failures: Set<ThumbnailSubject> = []
  /// What the pictures show, in the order in which they came.
  private var order: [ThumbnailSubject] = []
  private var asked: [ThumbnailSubject] = []

  /// Those that are still to be drawn, unless they were asked for already.
  mutating func request(_ subjects: [ThumbnailSubject]) -> [ThumbnailSubject]? {
    let missing = subjects.filter { pictures[$0] == nil && !failures.contains($0) }
    guard !missing.isEmpty, subjects != asked else { return nil }
    asked = subjects
    return missing
  }

  /// Keeps a picture, in the place of the oldest one where there is no room; nil tells that there is none.
  mutating func receive(_ picture: Picture?, of subject: ThumbnailSubject) {
    guard let picture else {
      failures.insert(subject)
      return
    }
    if pictures.updateValue(picture, forKey: subject) == nil { order.append(subject) }
    guard order.count > Self.limit else { return }
    pictures[order.removeFirst()] = nil
  }

  /// Forgets the pictures of files, which may have changed.
  mutating func forgetFiles() {
    order.removeAll { if case .file = $0 { true } else { false } }
    pictures = pictures.filter { order.contains($0.key) }
    (failures, asked) = ([], [])
  }
}
