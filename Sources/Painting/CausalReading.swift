package import Pictures
package import Units

/// A stroke or toggle whose effect on the picture is asked for.
package struct CausalQuestion: Sendable {
  /// The request for the picture with the edit.
  package let request: Int
  /// What was painted or removed.
  package let concept: String
  /// Nil for a change of what was painted before.
  package let direction: Stroke.Direction?
  /// The cells of the stroke; nil for the whole picture.
  package let mask: Mask?
  /// The newest picture that was there before the edit; nil where there was none of its latent.
  package let before: Picture?

  package init(
    request: Int, concept: String, direction: Stroke.Direction?, mask: Mask?, before: Picture?
  ) {
    self.request = request
    self.concept = concept
    self.direction = direction
    self.mask = mask
    self.before = before
  }
}

/// How much of a picture shows a concept before and after an edit, as a segmenter sees it.
package struct CausalReading: Equatable, Sendable {
  /// The request for the picture with the edit.
  package let request: Int
  package let concept: String
  package let direction: Stroke.Direction?
  /// The concept's share of the picture.
  package let before: Double
  package let after: Double
  /// The share of the cells of the stroke that showed the concept before.
  package let stood: Double

  package init(
    request: Int, concept: String, direction: Stroke.Direction?, before: Double, after: Double,
    stood: Double
  ) {
    self.request = request
    self.concept = concept
    self.direction = direction
    self.before = before
    self.after = after
    self.stood = stood
  }

  /// Compares the label maps of a picture before and after an edit.
  ///
  /// - Parameters:
  ///   - question: The edit.
  ///   - concept: The number of its concept.
  ///   - before: The labels of the picture before it.
  ///   - after: The labels with it, on the same grid.
  package init(_ question: CausalQuestion, of concept: Int, before: LabelMap, after: LabelMap) {
    let grid = before.grid
    func share(_ map: LabelMap) -> Double {
      Double(map.numbers.count { Int($0) == concept }) / Double(grid.count)
    }
    let covered = before.numbers.indices.filter { pixel in
      question.mask?.paints(row: pixel / grid.width, column: pixel % grid.width, on: grid) ?? true
    }
    let standing = covered.count { Int(before.numbers[$0]) == concept }
    self.init(
      request: question.request, concept: question.concept, direction: question.direction,
      before: share(before), after: share(after),
      stood: covered.isEmpty ? 0 : Double(standing) / Double(covered.count))
  }
}
