package import Units

/// How often a concept stands at each cell, and cells drawn by it.
package struct CellPopularity: Equatable, Sendable {
  private var counts: [Int]

  package init(cells: Int) { counts = [Int](repeating: 0, count: cells) }

  /// Counts a picture's cell.
  package mutating func add(_ cell: Int) { counts[cell] += 1 }

  /// Draws different cells, each in proportion to its count and a tenth of the mean count.
  ///
  /// - Parameters:
  ///   - wanted: How many; all where there are fewer.
  ///   - random: Where chance comes from.
  ///   - isAllowed: Whether a cell may be drawn.
  /// - Returns: Cells in the order in which they were drawn.
  package func draw(
    _ wanted: Int, using random: inout SeededRandom, where isAllowed: (Int) -> Bool = { _ in true }
  ) -> [Int] {
    let mean = Double(counts.reduce(0, +)) / Double(counts.count)
    var shares = counts.indices.map { isAllowed($0) ? Double(counts[$0]) + mean / 10 : 0 }
    var drawn: [Int] = []
    while drawn.count < wanted {
      var place = random.share() * shares.reduce(0, +)
      guard let last = shares.lastIndex(where: { $0 > 0 }) else { break }
      let cell =
        shares[..<last].indices.first { index in
          place -= shares[index]
          return place < 0
        } ?? last
      drawn.append(cell)
      shares[cell] = 0
    }
    return drawn
  }
}
