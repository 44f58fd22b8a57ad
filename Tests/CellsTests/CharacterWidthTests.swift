import Cells
import Testing

@Suite struct CharacterWidthTests {
  @Test(arguments: [
    ("a", 1), ("é", 1), ("e\u{301}", 1), ("\u{301}", 1), ("─", 1), ("中", 2), ("한", 2), ("ｱ", 1),
    ("Ａ", 2), ("😀", 2),
  ])
  func `a character takes one cell or two`(character: Character, width: Int) {
    #expect(character.cellWidth == width)
  }

  @Test func `a wide character fills two cells, and is not cut in half`() {
    var grid = CellGrid(width: 5, height: 1)
    let end = grid.write("a中b", row: 0, column: 0)
    #expect(end == 4)
    #expect(grid[0, 2].isContinuation)
    #expect(grid.plainText == "a中b \n")
    grid.write("中中中", row: 0, column: 0)
    #expect(grid.plainText == "中中 \n")
    grid.write("中中", row: 0, column: 0, limit: 3)
    #expect(grid[0, 2] == Cell(" "))
  }
}
