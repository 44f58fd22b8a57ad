/// Strokes, oldest first, of which copies share all but what was changed since.
///
/// They lie in blocks, so that a change copies one block, and another thread can hold the list as it
/// was. Strokes that set the same units share one list of them.
package struct StrokeList: Sendable {
  private static let blockSize = 128
  private static let mostUnitLists = 256

  private var blocks: [[Stroke]] = []
  package private(set) var count = 0
  /// Lists that strokes have and further strokes may share.
  private var unitLists: Set<[UnitEdit]> = []

  /// An empty list.
  package init() {}

  /// A list of strokes.
  package init(_ strokes: some Sequence<Stroke>) {
    for stroke in strokes { append(stroke) }
  }

  /// How many strokes at the beginning are those of another list.
  ///
  /// - Complexity: O(blocks) for two lists that came of each other.
  package func countShared(with other: StrokeList) -> Int {
    var shared = 0
    for (mine, theirs) in zip(blocks, other.blocks) {
      // The same storage is equal without a look at the strokes.
      guard mine == theirs else {
        return shared + zip(mine, theirs).prefix { $0 == $1 }.count
      }
      shared += mine.count
    }
    return shared
  }

  /// Hands the strokes over, the newest first, until `body` returns false.
  package func scanBackwards(_ body: (_ place: Int, _ stroke: Stroke) -> Bool) {
    var place = count
    for block in blocks.reversed() {
      for stroke in block.reversed() {
        place -= 1
        guard body(place, stroke) else { return }
      }
    }
  }

  /// Hands the strokes over from a place on, the oldest first.
  package func scan(from place: Int, _ body: (Stroke) -> Void) {
    let start = locate(place)
    for (index, block) in blocks[start.block...].enumerated() {
      for stroke in index == 0 ? block[start.offset...] : block[...] { body(stroke) }
    }
  }

  /// Some strokes from a place on, as many as lie together.
  package func strokes(from place: Int, atMost count: Int) -> [Stroke] {
    let (block, offset) = locate(place)
    return block < blocks.count ? Array(blocks[block][offset...].prefix(count)) : []
  }

  /// The block of a stroke and its place in there, looked for from the newest on.
  private func locate(_ place: Int) -> (block: Int, offset: Int) {
    precondition(0 <= place && place <= count, "stroke \(place) of \(count)")
    guard place < count else { return (blocks.count, 0) }
    var start = count
    for block in blocks.indices.reversed() {
      start -= blocks[block].count
      if start <= place { return (block, place - start) }
    }
    preconditionFailure("the blocks hold fewer than \(count) strokes")
  }

  /// A stroke with the list of units that equal strokes have here.
  package func sharing(_ stroke: Stroke) -> Stroke {
    guard let place = unitLists.firstIndex(of: stroke.edits) else { return stroke }
    var stroke = stroke
    stroke.edits = unitLists[place]
    return stroke
  }

  private mutating func shared(_ stroke: Stroke) -> Stroke {
    if !unitLists.contains(stroke.edits) {
      // Copies share the set, too: it stays small.
      if unitLists.count == Self.mostUnitLists { unitLists = [] }
      unitLists.insert(stroke.edits)
    }
    return sharing(stroke)
  }
}

extension StrokeList: RandomAccessCollection, MutableCollection, RangeReplaceableCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  package subscript(place: Int) -> Stroke {
    get {
      let (block, offset) = locate(place)
      return blocks[block][offset]
    }
    set {
      let (block, offset) = locate(place)
      blocks[block][offset] = shared(newValue)
    }
  }

  package func makeIterator() -> FlattenSequence<[[Stroke]]>.Iterator {
    blocks.joined().makeIterator()
  }

  package mutating func append(_ stroke: Stroke) {
    let shared = shared(stroke)
    if let last = blocks.indices.last, blocks[last].count < Self.blockSize {
      blocks[last].append(shared)
    } else {
      blocks.append([shared])
    }
    count += 1
  }

  package mutating func replaceSubrange(
    _ range: Range<Int>, with strokes: some Collection<Stroke>
  ) {
    let (start, end) = (locate(range.lowerBound), locate(range.upperBound))
    var changed = start.offset > 0 ? Array(blocks[start.block].prefix(start.offset)) : []
    for stroke in strokes { changed.append(shared(stroke)) }
    if end.offset > 0 { changed += blocks[end.block].dropFirst(end.offset) }
    // Of even sizes, so that strokes put between others one by one do not make a block each.
    let pieces = (changed.count + Self.blockSize - 1) / Self.blockSize
    blocks.replaceSubrange(
      start.block..<(end.offset > 0 ? end.block + 1 : end.block),
      with: (0..<pieces).map { piece in
        Array(changed[piece * changed.count / pieces..<(piece + 1) * changed.count / pieces])
      })
    count += strokes.count - range.count
  }
}

extension StrokeList: Hashable, ExpressibleByArrayLiteral {
  package init(arrayLiteral strokes: Stroke...) { self.init(strokes) }

  package static func == (left: StrokeList, right: StrokeList) -> Bool {
    left.count == right.count
      && (left.countShared(with: right) == left.count || left.elementsEqual(right))
  }

  package func hash(into hasher: inout Hasher) {
    for stroke in self { hasher.combine(stroke) }
  }
}
