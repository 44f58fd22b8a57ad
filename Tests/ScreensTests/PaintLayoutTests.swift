import Cells
import Screens
import Testing
import Units

@Suite struct PaintLayoutTests {
  /// The columns and rows of the picture, and the concepts in sight, on screens of some sizes.
  @Test(arguments: [
    (60, 20, 34, 17, 16), (80, 24, 42, 21, 20), (80, 60, 80, 40, 16), (120, 40, 74, 37, 19),
    (132, 43, 80, 40, 22), (200, 60, 114, 57, 23),
  ])
  func `the picture is the largest square beside or above the lists`(
    width: Int, height: Int, columns: Int, rows: Int, concepts: Int
  ) {
    let layout = PaintLayout(width: width, height: height)
    #expect((layout.picture.width, layout.picture.height) == (columns, rows))
    #expect(layout.concepts.height - 1 == concepts)
  }

  @Test func `square pictures are square in cells of any shape`() {
    let layout = PaintLayout(width: 120, height: 40, cellShape: CellShape(width: 8, height: 17))
    // 37 rows of 17 pixels are 629, and 79 columns of 8 are 632.
    #expect((layout.picture.width, layout.picture.height) == (79, 37))
    let wide = PaintLayout(width: 120, height: 40, cellShape: CellShape(width: 10, height: 16))
    #expect((wide.picture.width, wide.picture.height) == (60, 37))
  }

  @Test func `panes lie on the screen and beside each other, at every size`() {
    for width in stride(from: 60, through: 240, by: 7) {
      for height in stride(from: 20, through: 90, by: 3) {
        for size in FeatureSize.allCases.map(Optional.some) + [nil] {
          for shape in [CellShape(), CellShape(width: 9, height: 14)] {
            let layout = PaintLayout(
              width: width, height: height, cellShape: shape, features: size)
            let screen = Rect(row: 0, column: 0, height: height, width: width)
            let panes = [
              layout.header, layout.picture, layout.concepts, layout.features, layout.message,
              layout.hints,
            ].filter { !$0.isEmpty }
            #expect(panes.allSatisfy { $0.union(screen) == screen })
            for (index, pane) in panes.enumerated() {
              #expect(!panes.dropFirst(index + 1).contains { $0.intersects(pane) })
            }
            #expect(layout.concepts.height >= 4 && layout.concepts.width >= 17)
          }
        }
      }
    }
  }

  @Test(arguments: [(60, 20), (80, 24), (80, 60), (120, 40), (132, 43)])
  func `the picture stays in its place on every layer and with every size of the features`(
    width: Int, height: Int
  ) {
    var painter = Painter(width: width, height: height)
    let place = PaintScreen(painter.state).pictureRoom
    for key in ["<", "<", ">", "f", "f", "f", "v", "c", "t", "b", "b", "b", "b", "z", "z"] {
      painter.type(key)
      let isAlone = painter.state.view.comparison == .sideBySide || painter.state.view.isZoomed
      #expect((PaintScreen(painter.state).pictureRoom == place) == !isAlone, "after \(key)")
    }
  }
}
