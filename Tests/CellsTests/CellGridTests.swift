import Cells
import Testing

@Suite struct CellGridTests {
  @Test func `what does not fit is clipped`() {
    var grid = CellGrid(width: 6, height: 2)
    let end = grid.write("a tree", row: 0, column: 3)
    grid.write("gone", row: 7, column: 0)
    grid.frame(Rect(row: -1, column: -1, height: 9, width: 9))
    #expect(end == 6)
    #expect(grid.plainText == "   a t\n      \n")
  }

  @Test func `a limit keeps text inside its pane`() {
    var grid = CellGrid(width: 6, height: 1)
    grid.write("mountain", row: 0, column: 1, limit: 4)
    #expect(grid.plainText == " mou  \n")
  }

  @Test func `a frame carries its title`() {
    var grid = CellGrid(width: 9, height: 3)
    grid.frame(grid.bounds, title: "sky")
    #expect(grid.plainText == "┌ sky ──┐\n│       │\n└───────┘\n")
  }

  @Test(arguments: [
    (Rect(row: 0, column: 0, height: 2, width: 2), true),
    (Rect(row: 2, column: 0, height: 2, width: 2), false),
    (Rect(row: 1, column: 1, height: 0, width: 5), false),
  ])
  func rectanglesThatShareACellIntersect(other: Rect, shares: Bool) {
    #expect(Rect(row: 1, column: 1, height: 1, width: 1).intersects(other) == shares)
  }
}
