package import Units

/// The labels of pictures by id, each found once.
package final class LabelSurvey {
  /// So many ids are looked at for each picture that is wanted: rare concepts have fewer.
  private static let patience = 40
  /// The least part of a picture that a patch shows of its concept: a two-hundredth.
  private static let leastPart = 200

  private let generator: LabelledGenerator
  /// The first id.
  private let start: Int
  private var known: [LabelMap] = []

  /// Begins with pictures from an id on.
  package init(_ generator: LabelledGenerator, from start: Int) {
    self.generator = generator
    self.start = start
  }

  /// The first pictures that show a concept.
  ///
  /// - Parameters:
  ///   - concept: Its number.
  ///   - grid: The grid of the layer whose cells make the patch.
  ///   - count: How many pictures are wanted.
  /// - Returns: As many, or fewer where the concept is rare.
  /// - Throws: `DissectionError.notFinite`.
  package func pictures(
    of concept: Int, on grid: Grid, count: Int
  ) throws(DissectionError) -> [PatchedPicture] {
    var found: [PatchedPicture] = []
    for offset in 0..<count * Self.patience where found.count < count {
      let labels = try labels(offset)
      guard let patch = ConceptPatch(of: concept, in: labels, on: grid),
        patch.pixels * Self.leastPart >= labels.grid.count
      else { continue }
      found.append(PatchedPicture(id: start + offset, labels: labels, patch: patch))
    }
    return found
  }

  private func labels(_ offset: Int) throws(DissectionError) -> LabelMap {
    while known.count <= offset {
      guard let labels = try generator.labels(of: start + known.count) else {
        preconditionFailure("a picture was cancelled that nobody cancels")
      }
      known.append(labels)
    }
    return known[offset]
  }
}
