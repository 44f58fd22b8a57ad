import Cells
import Screens
import Testing

@Suite struct ListGeometryTests {
  @Test(arguments: [0, 1, 7, 40], [0, 1, 6, 50])
  func `the selected row is in sight, and every row in sight is found under the mouse`(
    count: Int, height: Int
  ) {
    let rect = Rect(row: 3, column: 5, height: height, width: 10)
    for selection in 0..<count {
      let list = ListGeometry(count: count, selection: selection, rect: rect)
      #expect(list.rows.count == min(count, height))
      #expect(height == 0 || list.rows.contains(selection))
      #expect(list.rows.upperBound + list.countBelow == count)
      for row in list.rows {
        let line = list.rect(row: row)
        #expect(rect.contains(row: line.row, column: line.column))
        #expect(list.row(at: line.row, column: line.column + line.width - 1) == row)
      }
    }
  }

  @Test func `beside and below a list there is no row`() {
    let list = ListGeometry(
      count: 2, selection: 0, rect: Rect(row: 3, column: 5, height: 4, width: 10))
    #expect(list.row(at: 4, column: 5) == 1)
    for (row, column) in [(2, 5), (5, 5), (3, 4), (3, 15)] {
      #expect(list.row(at: row, column: column) == nil)
    }
  }
}
