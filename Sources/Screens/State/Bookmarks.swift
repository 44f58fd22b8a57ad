/// The ids of pictures that a person likes, in the order in which they were marked.
package struct Bookmarks: Equatable, Sendable {
  package private(set) var ids: [Int]

  package init(_ ids: [Int] = []) { self.ids = ids }

  /// Marks a picture, or takes its mark away; returns whether it is marked then.
  package mutating func toggle(_ id: Int) -> Bool {
    if let place = ids.firstIndex(of: id) {
      ids.remove(at: place)
      return false
    }
    ids.append(id)
    return true
  }
}
