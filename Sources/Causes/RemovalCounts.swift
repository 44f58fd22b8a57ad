/// How many pixels show a concept before and after strokes that remove it, under them and elsewhere, and how many of
/// the others show something new.
package struct RemovalCounts: Equatable, Sendable {
  /// The pixels of one side of the strokes' border.
  package struct Side: Equatable, Sendable {
    package fileprivate(set) var pixels = 0
    /// How many of them show the concept without the strokes.
    package fileprivate(set) var before = 0
    /// How many of them show it with the strokes.
    package fileprivate(set) var after = 0
    /// How many of them showed another concept without the strokes, and show something else with them.
    package fileprivate(set) var disturbed = 0

    package init() {}

    /// The share of the pixels that showed the concept; 0 of none.
    package var shareBefore: Double { pixels == 0 ? 0 : Double(before) / Double(pixels) }
    package var shareAfter: Double { pixels == 0 ? 0 : Double(after) / Double(pixels) }
    /// The share of the pixels of other concepts that show something else with the strokes; 0 of none.
    package var shareDisturbed: Double {
      pixels == before ? 0 : Double(disturbed) / Double(pixels - before)
    }
  }

  /// The pixels under the strokes.
  package private(set) var inside = Side()
  /// All others.
  package private(set) var outside = Side()

  package init() {}

  /// Counts a picture.
  ///
  /// - Parameters:
  ///   - concept: The concept's number.
  ///   - before: The concept of each pixel without the stroke.
  ///   - after: The same with the stroke.
  ///   - isInside: Whether the stroke covers each pixel; nil for a stroke over the whole picture.
  package mutating func add(
    _ concept: UInt16, before: [UInt16], after: [UInt16], isInside: [Bool]? = nil
  ) {
    precondition(
      before.count == after.count && before.count == isInside?.count ?? before.count,
      "\(before.count), \(after.count) and \(isInside?.count ?? 0) pixels")
    for pixel in before.indices {
      if isInside?[pixel] ?? true {
        Self.count(concept, before[pixel], after[pixel], in: &inside)
      } else {
        Self.count(concept, before[pixel], after[pixel], in: &outside)
      }
    }
  }

  private static func count(
    _ concept: UInt16, _ before: UInt16, _ after: UInt16, in side: inout Side
  ) {
    side.pixels += 1
    if before == concept { side.before += 1 }
    if after == concept { side.after += 1 }
    if before != concept, after != before { side.disturbed += 1 }
  }

  /// How many pixels elsewhere the concept has lost beyond a share of what it had there.
  package func loss(beyond share: Double) -> Double {
    max(0, (1 - share) * Double(outside.before) - Double(outside.after))
  }

  /// How many pixels of other concepts under the strokes change beyond a share of them.
  package func disturbance(beyond share: Double) -> Double {
    max(0, Double(inside.disturbed) - share * Double(inside.pixels - inside.before))
  }
}
