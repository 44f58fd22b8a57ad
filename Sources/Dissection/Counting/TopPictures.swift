/// The pictures in which a unit gets most active, each with its highest activation.
///
/// Of equal activations the picture of lower number comes first, so that the order in which pictures
/// are seen does not matter.
package struct TopPictures: Equatable, Sendable {
  /// How many are kept (PNAS 2020, `tally_topk`).
  package static let limit = 100

  /// A picture by its number, and the unit's highest activation in it.
  package struct Entry: Equatable, Sendable {
    package let id: Int
    package let activation: Float

    package init(id: Int, activation: Float) {
      self.id = id
      self.activation = activation
    }

    fileprivate func precedes(_ other: Entry) -> Bool {
      activation != other.activation ? activation > other.activation : id < other.id
    }
  }

  /// The most active first.
  package private(set) var entries: [Entry]

  /// Takes the entries in their order.
  package init(entries: [Entry] = []) { self.entries = entries }

  /// Whether the entries are finite and in their order.
  package var isSorted: Bool {
    entries.allSatisfy(\.activation.isFinite)
      && zip(entries, entries.dropFirst()).allSatisfy { $0.precedes($1) }
  }

  /// Takes a picture in, if it is among the first.
  mutating func offer(_ id: Int, _ activation: Float) {
    let entry = Entry(id: id, activation: activation)
    if entries.count == Self.limit, let last = entries.last, !entry.precedes(last) { return }
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].precedes(entry) { low = middle + 1 } else { high = middle }
    }
    entries.insert(entry, at: low)
    if entries.count > Self.limit { entries.removeLast() }
  }

  /// Takes in the pictures of another part of the run.
  mutating func add(_ other: TopPictures) {
    for entry in other.entries { offer(entry.id, entry.activation) }
  }
}
