import Causes
import Units

extension LabelledGenerator {
  /// What strokes over the patches of pictures do, or strokes over the whole pictures, for each set of units.
  ///
  /// - Parameters:
  ///   - concept: The number of the concept that is to go.
  ///   - sets: For each kind of stroke, the value of each unit.
  ///   - layer: Their layer.
  ///   - pictures: Pictures that show the concept.
  ///   - everywhere: Whether the strokes cover whole pictures.
  /// - Returns: The counts of each set.
  /// - Throws: `DissectionError.notFinite`.
  func removalCounts(
    of concept: Int, setting sets: [[Int: Float]], at layer: LayerSummary,
    in pictures: [PatchedPicture], everywhere: Bool = false
  ) throws(DissectionError) -> [RemovalCounts] {
    var counts = sets.map { _ in RemovalCounts() }
    // Pictures of one id after another share what their strokes leave alone.
    for picture in pictures {
      for (index, values) in sets.enumerated() {
        let intervention = Intervention(
          setting: values, of: layer.name, on: layer.grid,
          at: everywhere ? nil : picture.patch.cells)
        guard let labels = try labels(of: picture.id, [intervention]) else {
          preconditionFailure("a picture was cancelled that nobody cancels")
        }
        counts[index].add(
          UInt16(concept), before: picture.labels.numbers, after: labels.numbers,
          isInside: everywhere ? nil : picture.patch.isInside)
      }
    }
    return counts
  }
}
