import Causes
import Testing

@Suite struct AreaChangesTests {
  @Test func `removal divides means: pictures without the concept count as any other`() throws {
    var areas = AreaChanges(changes: 2, concepts: 2)
    // Concept 1 has 8, 0 and 4 pixels; the first change leaves 2, gives 3, and leaves 1.
    areas.add(before: [2, 8], after: [[8, 2], [2, 8]])
    areas.add(before: [10, 0], after: [[7, 3], [10, 0]])
    areas.add(before: [6, 4], after: [[9, 1], [6, 4]])
    let share = try #require(areas.share(added: 0, to: 1))
    #expect(areas.pictures == 3 && share.share == -0.5 && share.removal == 0.5)
    // Differences -6, 3 and -3: a variance of 21, of 3 pictures, by a mean of 4.
    #expect(abs(try #require(share.interval) - 2.58 * (21.0 / 3).squareRoot() / 4) < 1e-12)
    #expect(areas.share(added: 1, to: 1) == RelativeChange.zero)
    #expect(RelativeChange.zero.removal.sign == .plus)
  }

  @Test func `a concept that no picture has changes by no share`() {
    var areas = AreaChanges(changes: 1, concepts: 2)
    areas.add(before: [4, 0], after: [[3, 1]])
    #expect(areas.share(added: 0, to: 1) == nil)
    #expect(areas.added[0][1].mean == 1)
  }

  @Test func `parts add up to the whole, in any order`() {
    var (whole, first, second) = (
      AreaChanges(changes: 1, concepts: 1), AreaChanges(changes: 1, concepts: 1),
      AreaChanges(changes: 1, concepts: 1)
    )
    for number in 0..<9 {
      whole.add(before: [number], after: [[number * number]])
      if number % 2 == 0 {
        first.add(before: [number], after: [[number * number]])
      } else {
        second.add(before: [number], after: [[number * number]])
      }
    }
    second.add(first)
    #expect(second == whole)
  }

  @Test func `random sets have a mean and a range`() {
    let point = RemovalCurve.Point(
      units: 20, ranked: RelativeChange(share: -0.5, interval: 0.1),
      random: [-0.25, 0.125, 0].map { RelativeChange(share: $0, interval: 0) })
    #expect(point.randomRange == -0.125...0.25)
    #expect(abs((point.randomRemoval ?? 1) - 0.125 / 3) < 1e-12)
    let alone = RemovalCurve.Point(units: 0, ranked: .zero, random: [])
    #expect(alone.randomRemoval == nil && alone.randomRange == nil)
  }
}
