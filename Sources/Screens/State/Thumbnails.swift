package import Pictures

/// The small pictures that have been drawn, and which were asked for last.
package struct Thumbnails: Sendable {
  /// So many are kept.
  private static let limit = 512

  package private(set) var pictures: [Int: Picture] = [:]
  /// The ids in the order in which their pictures came.
  private var order: [Int] = []
  private var asked: [Int] = []

  /// The ids of those that are still to be drawn, unless they were asked for already.
  mutating func request(_ ids: [Int]) -> [Int]? {
    let missing = ids.filter { pictures[$0] == nil }
    guard !missing.isEmpty, ids != asked else { return nil }
    asked = ids
    return missing
  }

  /// Keeps a picture, in the place of the oldest one where there is no room.
  mutating func receive(_ picture: Picture, of id: Int) {
    if pictures.updateValue(picture, forKey: id) == nil { order.append(id) }
    guard order.count > Self.limit else { return }
    pictures[order.removeFirst()] = nil
  }
}
