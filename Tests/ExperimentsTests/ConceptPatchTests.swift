import Experiments
import Testing
import Units

@Suite struct ConceptPatchTests {
  /// 4×4 pixels over 2×2 cells, or more, by rows of digits.
  private static func labels(_ rows: String...) -> LabelMap {
    LabelMap(
      grid: Grid(height: rows.count, width: rows[0].count),
      numbers: rows.flatMap { $0.compactMap { $0.wholeNumberValue.map(UInt16.init) } })
  }

  @Test func `a patch is the cells that show the concept, and all their pixels`() throws {
    let labels = Self.labels("1100", "0000", "0000", "0001")
    let patch = try #require(ConceptPatch(of: 1, in: labels, on: Grid(height: 2, width: 2)))
    // The lower right cell touches the upper left one at a corner.
    #expect(patch.cells == [0, 3] && patch.pixels == 3)
    let inside = [true, true, false, false]
    #expect(patch.isInside == inside + inside + inside.map { !$0 } + inside.map { !$0 })
  }

  @Test func `of several patches the one with most pixels counts`() throws {
    let labels = Self.labels("11000000", "00000000", "00000111", "00000111")
    let patch = try #require(ConceptPatch(of: 1, in: labels, on: Grid(height: 2, width: 4)))
    #expect(patch.cells == [6, 7] && patch.pixels == 6)
  }

  @Test func `a picture without the concept has no patch`() {
    #expect(
      ConceptPatch(of: 2, in: Self.labels("11", "00"), on: Grid(height: 1, width: 1)) == nil)
  }
}
