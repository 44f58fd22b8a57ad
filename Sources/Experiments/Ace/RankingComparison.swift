package import Causes
package import Units

/// Compares rankings of units by what their best units do to a concept in held-out pictures.
///
/// Removal sets the units to 0 everywhere. Insertion sets them to their values at one cell, where the
/// concept is not and could stand: drawn by how often it stands at which cell. All rankings, and the random
/// sets of as many units, change the same pictures at the same cells.
package struct RankingComparison: Sendable {
  /// The effects of the rankings, in their order.
  package private(set) var effects: [RankingEffect]
  /// The effects of the random sets.
  package private(set) var random: [RankingEffect]

  /// The published number of units.
  package static let units = 20
  /// How many random sets there are.
  package static let randomSets = 20

  /// What is compared.
  package struct Question: Sendable {
    package let layer: LayerSummary
    package let concept: Int
    /// By unit: what it is set to where the concept is to come.
    package let values: [Float]
    package let popularity: CellPopularity
    /// Each a list of units, the best first.
    package let rankings: [[Int]]

    package init(
      layer: LayerSummary, concept: Int, values: [Float], popularity: CellPopularity,
      rankings: [[Int]]
    ) {
      self.layer = layer
      self.concept = concept
      self.values = values
      self.popularity = popularity
      self.rankings = rankings
    }
  }

  /// Makes the pictures and counts; nil when cancelled.
  ///
  /// - Parameters:
  ///   - question: What is compared.
  ///   - generator: What makes the pictures.
  ///   - ids: The pictures, which have chosen neither units nor values.
  ///   - isCancelled: Asked before each layer.
  ///   - progress: Is told how many pictures are done.
  /// - Throws: `DissectionError`, with what is wrong with a picture.
  package init?(
    _ question: Question, _ generator: LabelledGenerator, ids: Range<Int>,
    isCancelled: () -> Bool = { false }, progress: (Int) -> Void = { _ in }
  ) throws(DissectionError) {
    var chance = SeededRandom(seed: 2)
    let layer = question.layer
    let sets =
      question.rankings.map { Array($0.prefix(Self.units)) }
      + (0..<Self.randomSets).map { _ in chance.draw(Self.units, below: layer.units) }
    var effects = [RankingEffect](repeating: RankingEffect(), count: sets.count)

    for id in ids {
      func labels(
        _ set: [Int], _ value: (Int) -> Float, at cells: [Int]?
      ) throws(DissectionError) -> LabelMap? {
        let values = Dictionary(uniqueKeysWithValues: set.map { ($0, value($0)) })
        return try generator.labels(
          of: id, [Intervention(setting: values, of: layer.name, on: layer.grid, at: cells)],
          isCancelled: isCancelled)
      }
      guard let plain = try labels([], { _ in 0 }, at: nil) else { return nil }
      let before = plain.count(of: question.concept)
      let cell = question.popularity.draw(1, using: &chance) { cell in
        plain.count(of: question.concept, at: cell, of: layer.grid) == 0
      }.first
      for (index, set) in sets.enumerated() {
        guard let without = try labels(set, { _ in 0 }, at: nil) else { return nil }
        effects[index].addRemoval(before: before, after: without.count(of: question.concept))
        guard let cell else { continue }
        guard let with = try labels(set, { question.values[$0] }, at: [cell]) else { return nil }
        effects[index].addInsertion(with.count(of: question.concept, at: cell, of: layer.grid))
      }
      progress(id - ids.lowerBound + 1)
    }
    self.effects = Array(effects.prefix(question.rankings.count))
    random = Array(effects.dropFirst(question.rankings.count))
  }
}

extension LabelMap {
  /// How many pixels show a concept.
  fileprivate func count(of concept: Int) -> Int { numbers.count { Int($0) == concept } }

  /// How many pixels of a cell show a concept, where a grid of cells lies over the picture.
  fileprivate func count(of concept: Int, at cell: Int, of cells: Grid) -> Int {
    let (rows, columns) = cells.pixels(of: cell, in: grid)
    return rows.reduce(0) { count, row in
      count + columns.count { Int(numbers[row * grid.width + $0]) == concept }
    }
  }
}
