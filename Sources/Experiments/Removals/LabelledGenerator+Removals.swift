import Causes
import Recipes
import Units

extension LabelledGenerator {
  /// What strokes over the patches of pictures do, or toggles, for each set of units.
  ///
  /// - Parameters:
  ///   - concept: The number of the concept that is to go.
  ///   - sets: For each kind of stroke, the value of each unit.
  ///   - layer: Their layer.
  ///   - pictures: Pictures that show the concept.
  ///   - reach: Whether strokes are tried or toggles.
  /// - Returns: The counts of each set.
  /// - Throws: `DissectionError.notFinite`.
  func removalCounts(
    of concept: Int, setting sets: [[Int: Float]], at layer: LayerSummary,
    in pictures: [PatchedPicture], reach: RemovalReach
  ) throws(DissectionError) -> [RemovalCounts] {
    var counts = sets.map { _ in RemovalCounts() }
    let isEverywhere = reach == .everywhere
    // Pictures of one id after another share what their strokes leave alone.
    for picture in pictures {
      for (index, values) in sets.enumerated() {
        let intervention = Intervention(
          setting: values, of: layer.name, on: layer.grid,
          at: isEverywhere ? nil : picture.patch.cells)
        guard let labels = try labels(of: picture.id, [intervention]) else {
          preconditionFailure("a picture was cancelled that nobody cancels")
        }
        counts[index].add(
          UInt16(concept), before: picture.labels.numbers, after: labels.numbers,
          isInside: isEverywhere ? nil : picture.patch.isInside)
      }
    }
    return counts
  }
}
