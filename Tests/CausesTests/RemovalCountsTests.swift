import Causes
import Testing

@Suite struct RemovalCountsTests {
  /// Eight pixels, half of them under the stroke; the concept is 7.
  private static func counts(after: [UInt16]) -> RemovalCounts {
    var counts = RemovalCounts()
    counts.add(
      7, before: [7, 7, 7, 0, 7, 0, 0, 0], after: after,
      isInside: [true, true, true, true, false, false, false, false])
    return counts
  }

  @Test func `pixels are counted under the stroke and elsewhere`() {
    let counts = Self.counts(after: [7, 0, 0, 0, 7, 7, 0, 0])
    #expect(counts.inside.shareBefore == 0.75 && counts.inside.shareAfter == 0.25)
    #expect(counts.outside.shareBefore == 0.25 && counts.outside.shareAfter == 0.5)
    #expect(counts.loss(beyond: 0.1) == 0 && counts.inside.after == 1)
  }

  @Test func `what is lost elsewhere counts beyond a share`() {
    let counts = Self.counts(after: [0, 0, 0, 0, 0, 0, 0, 0])
    #expect(counts.loss(beyond: 0.1) == 0.9 && counts.loss(beyond: 0) == 1)
    var many = RemovalCounts()
    many.add(
      7, before: Array(repeating: 7, count: 10), after: Array(repeating: 7, count: 9) + [0],
      isInside: Array(repeating: false, count: 10))
    #expect(many.loss(beyond: 0.1) == 0 && many.loss(beyond: 0) == 1)
  }

  @Test func `a stroke over the whole picture has nothing elsewhere`() {
    var counts = RemovalCounts()
    counts.add(1, before: [1, 1, 0, 0], after: [0, 1, 0, 0])
    counts.add(1, before: [1, 0, 0, 0], after: [0, 0, 0, 0])
    #expect(counts.inside.pixels == 8 && counts.inside.before == 3 && counts.inside.after == 1)
    #expect(counts.outside == RemovalCounts.Side())
  }

  @Test func `what changes of other concepts counts beyond a share of them`() {
    var counts = RemovalCounts()
    // Of four pixels of others one shows something else, and one shows the concept.
    counts.add(1, before: [1, 1, 0, 2, 3, 3], after: [0, 2, 2, 1, 3, 3])
    #expect(counts.inside.disturbed == 2 && counts.inside.shareDisturbed == 0.5)
    #expect(counts.disturbance(beyond: 0.25) == 1 && counts.disturbance(beyond: 0.5) == 0)
    counts.add(1, before: [1, 1], after: [1, 0])
    #expect(counts.inside.shareDisturbed == 0.5)
    #expect(RemovalCounts().inside.shareDisturbed == 0)
  }
}
