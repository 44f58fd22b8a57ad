package import Causes
package import Units

/// Inserts units at every single cell of pictures, and counts what that does to a concept.
package struct InsertionExperiment: Equatable, Sendable {
  package let layer: LayerSummary
  /// The number of the concept that is inserted.
  package let concept: Int
  /// The units with what each is set to.
  package let values: [Int: Float]
  private let conceptCount: Int

  /// Says what is to be inserted.
  ///
  /// - Parameters:
  ///   - values: Units of the layer, with what each is set to.
  ///   - layer: The layer.
  ///   - concept: The number of the concept that is counted.
  ///   - conceptCount: How many concepts there are.
  package init(_ values: [Int: Float], at layer: LayerSummary, of concept: Int, conceptCount: Int) {
    self.layer = layer
    self.concept = concept
    self.values = values
    self.conceptCount = conceptCount
  }

  /// What became of one picture.
  package struct Picture: Equatable, Sendable {
    /// The concept's pixels in the picture as it is.
    package let before: Int
    /// The insertions by cell, row by row.
    package let insertions: [ContextTally.Insertion]
  }

  /// Inserts the units into one picture, cell by cell.
  ///
  /// - Parameters:
  ///   - id: Its latent's.
  ///   - generator: What makes it.
  ///   - isCancelled: Asked before each layer.
  /// - Returns: What was found, or nil when cancelled.
  /// - Throws: As `LabelledGenerator.labels(of:_:isCancelled:)`.
  package func picture(
    of id: Int, in generator: LabelledGenerator, isCancelled: () -> Bool = { false }
  ) throws(DissectionError) -> Picture? {
    guard let labels = try generator.labels(of: id, isCancelled: isCancelled) else { return nil }
    let before = labels.areas(of: conceptCount)[concept]
    var gains = [Int](repeating: 0, count: layer.grid.count)
    for cell in layer.grid.windingCells {
      let insertion = Intervention(setting: values, of: layer.name, on: layer.grid, at: [cell])
      guard
        let changed = try generator.labels(of: id, [insertion], isCancelled: isCancelled)
      else { return nil }
      gains[cell] = changed.areas(of: conceptCount)[concept] - before
    }
    return Picture(
      before: before,
      insertions: gains.indices.map { cell in
        ContextTally.Insertion(
          context: labels.concept(amid: cell, of: layer.grid), gain: gains[cell])
      })
  }

  /// A tally of no picture.
  package var tally: ContextTally { ContextTally(concepts: conceptCount) }
}

extension Grid {
  /// All cells, each beside the one before it, so that two that follow each other change about the same
  /// pixels.
  fileprivate var windingCells: [Int] {
    (0..<height).flatMap { row in
      (0..<width).map { row * width + (row.isMultiple(of: 2) ? $0 : width - 1 - $0) }
    }
  }
}

extension LabelMap {
  /// The concept at the middle of a cell of a coarser grid over the same picture.
  ///
  /// Of the four pixels around the middle it is the lower right one, as published.
  package func concept(amid cell: Int, of cells: Grid) -> Int {
    let (row, column) = cell.quotientAndRemainder(dividingBy: cells.width)
    let y = (2 * row + 1) * grid.height / (2 * cells.height)
    let x = (2 * column + 1) * grid.width / (2 * cells.width)
    return Int(numbers[y * grid.width + x])
  }
}
