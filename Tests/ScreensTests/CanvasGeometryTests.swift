import Cells
import Screens
import Testing
import Units

@Suite struct CanvasGeometryTests {
  @Test(arguments: [1, 4, 7, 32], [(34, 20), (10, 3), (64, 40), (1, 1), (0, 0)])
  func `the cursor is in sight, and every cell in sight is found under the mouse`(
    side: Int, room: (width: Int, height: Int)
  ) {
    let rect = Rect(row: 2, column: 3, height: room.height, width: room.width)
    for cursor in [(0, 0), (side - 1, side - 1), (side / 2, 0), (side / 3, side / 2)] {
      let geometry = CanvasGeometry(
        grid: Grid(height: side, width: side), rect: rect, cursor: cursor)
      guard room.width > 1 else {
        #expect(geometry.columns.isEmpty)
        continue
      }
      #expect(geometry.rows.contains(cursor.0) && geometry.columns.contains(cursor.1))
      #expect(geometry.rows.clamped(to: 0..<side) == geometry.rows)
      for row in geometry.rows {
        for column in geometry.columns {
          let place = geometry.rect(row: row, column: column)
          #expect((place.height, place.width) == (geometry.zoom, 2 * geometry.zoom))
          for (y, x) in [(0, 0), (place.height - 1, place.width - 1)] {
            #expect(rect.contains(row: place.row + y, column: place.column + x))
            let cell = geometry.cell(row: place.row + y, column: place.column + x)
            #expect(cell?.row == row && cell?.column == column)
          }
        }
      }
    }
  }

  @Test func `a grid that is too large is centred on the cursor, up to its edges`() {
    let rect = Rect(row: 0, column: 0, height: 9, width: 20)
    func rows(_ cursor: Int) -> Range<Int> {
      CanvasGeometry(grid: Grid(height: 32, width: 32), rect: rect, cursor: (cursor, cursor)).rows
    }
    #expect(
      [0, 4, 5, 16, 27, 28, 31].map(rows) == [
        0..<9, 0..<9, 1..<10, 12..<21, 23..<32, 23..<32, 23..<32,
      ])
  }

  @Test func `a grid is as large as fits and lies in the middle`() {
    let geometry = CanvasGeometry(
      grid: Grid(height: 4, width: 4), rect: Rect(row: 1, column: 1, height: 19, width: 36),
      cursor: (0, 0))
    #expect(geometry.zoom == 4)
    #expect(geometry.area == Rect(row: 2, column: 3, height: 16, width: 32))
    #expect(geometry.cell(row: 1, column: 3) == nil)
    #expect(geometry.cell(row: 2, column: 35) == nil)
  }
}
