import Cells
import Screens
import Testing
import Units

@Suite struct FeatureGeometryTests {
  @Test(
    arguments: [1, 4, 7, 8, 13, 16, 32, 64, 256], [(32, 16), (16, 8), (45, 20), (1, 1), (0, 0)])
  func `every cell of the grid is in sight, and is found under the mouse`(
    side: Int, room: (width: Int, height: Int)
  ) {
    let rect = Rect(row: 2, column: 3, height: room.height, width: room.width)
    let geometry = FeatureGeometry(grid: Grid(height: side, width: side), rect: rect)
    guard room.width > 0 else {
      #expect(geometry.area.isEmpty)
      return
    }
    #expect(geometry.area.union(rect) == rect)
    for row in 0..<side {
      for column in 0..<side {
        let place = geometry.rect(row: row, column: column)
        #expect(geometry.area.union(place) == geometry.area)
        let cell = geometry.cell(row: place.row, column: place.column)
        guard geometry.zoom == nil else {
          #expect(cell?.row == row && cell?.column == column)
          continue
        }
        // The first of those that share the place.
        let step = geometry.step
        #expect(cell?.row == row / (2 * step) * 2 * step && cell?.column == column / step * step)
      }
    }
  }

  @Test func `a grid is as large as fits, and begins in the corner`() {
    let rect = Rect(row: 1, column: 1, height: 19, width: 36)
    let geometry = FeatureGeometry(grid: Grid(height: 4, width: 4), rect: rect)
    #expect(geometry.zoom == 4)
    #expect(geometry.area == Rect(row: 1, column: 1, height: 16, width: 32))
    #expect(geometry.cell(row: 0, column: 1) == nil)
    #expect(geometry.cell(row: 16, column: 33) == nil)
  }

  @Test(arguments: [(16, 1, 16), (32, 2, 16), (33, 3, 11), (64, 4, 16)])
  func `a grid without room for its cells has halves of screen cells`(
    side: Int, step: Int, columns: Int
  ) {
    let rect = Rect(row: 0, column: 0, height: 8, width: 16)
    let geometry = FeatureGeometry(grid: Grid(height: side, width: side), rect: rect)
    #expect(geometry.zoom == nil)
    #expect((geometry.step, geometry.area.width) == (step, columns))
  }
}
