import Cells
import Painting
import Screens
import Testing
import Units

@Suite struct MouseStories {
  @Test func `a drag is one step and covers the cells that the mouse skipped`() {
    var painter = Painter()
    let start = painter.session
    painter.mouse(.press(.left), 2, 3)
    painter.mouse(.drag(.left), 2, 6)
    painter.mouse(.drag(.left), 4, 8)
    painter.mouse(.release, 4, 8)
    #expect(painter.session.strokes.count == 1)
    #expect(
      painter.lastStroke?.cells == [[2, 3], [2, 4], [2, 5], [2, 6], [3, 7], [4, 8]])
    #expect(painter.lastStroke?.direction == .draw)
    #expect(painter.state.brush.cursor == (4, 8))
    #expect(painter.renderings == 3)
    let painted = painter.session
    painter.type("u")
    #expect(painter.session == start)
    painter.type("U")
    #expect(painter.session == painted)
  }

  @Test func `a drag within a cell renders nothing, one after the release paints nothing`() {
    var painter = Painter()
    painter.mouse(.press(.left), 2, 3)
    painter.mouse(.drag(.left), 2, 3)
    #expect(painter.renderings == 1)
    painter.mouse(.release, 2, 3)
    painter.mouse(.drag(.left), 9, 9)
    #expect(painter.lastStroke?.cells == [[2, 3]])
  }

  @Test func `the right button removes, the middle one only moves the brush`() {
    var painter = Painter(width: 120, height: 40)
    painter.mouse(.press(.right), 1, 1)
    painter.mouse(.drag(.right), 1, 2)
    painter.mouse(.release, 1, 2)
    #expect(painter.lastStroke?.direction == .remove)
    #expect(painter.lastStroke?.cells == [[1, 1], [1, 2]])
    painter.mouse(.press(.middle), 5, 5)
    painter.mouse(.drag(.middle), 6, 6)
    #expect(painter.session.strokes.count == 1)
    #expect(painter.state.brush.cursor == (5, 5))
  }

  @Test(arguments: [(60, 20, "f"), (80, 24, "f"), (120, 40, ""), (80, 60, ""), (200, 60, "")])
  func `every cell of the features is painted by a click upon it`(
    width: Int, height: Int, sizing: String
  ) {
    for keys in ["<", "<<", ""] where width > 60 || keys != "" {
      var painter = Painter(width: width, height: height)
      painter.type(sizing + keys)
      let grid = painter.state.grid
      for (row, column) in [(0, 0), (grid.height - 1, grid.width - 1), (1, grid.width - 2)] {
        let place = painter.place(ofCell: row, column)
        painter.click(place.row, place.column)
        #expect(painter.lastStroke?.cells == [[row, column]])
      }
    }
  }

  @Test func `a click on the picture paints the cell that it shows`() {
    var painter = Painter()
    painter.program {
      $0.display.pictureRect = Rect(row: 5, column: 20, height: 8, width: 16)
      return []
    }
    for (row, column, cell) in [
      (5, 20, [1, 0]), (12, 35, [15, 15]), (8, 28, [7, 8]), (9, 27, [9, 7]),
    ] {
      painter.click(row, column)
      #expect(painter.lastStroke?.cells == [cell], "screen cell \(row), \(column)")
    }
    let count = painter.session.strokes.count
    painter.click(4, 20)
    painter.click(5, 19)
    painter.click(13, 35)
    #expect(painter.session.strokes.count == count)
  }

  @Test func `a drag stays in the pane where it began`() {
    var painter = Painter(width: 120, height: 40)
    let picture = Rect(row: 1, column: 0, height: 37, width: 74)
    painter.program {
      $0.display.pictureRect = picture
      return []
    }
    func report(_ action: MouseEvent.Action, _ row: Int, _ column: Int) {
      painter.press(.mouse(MouseEvent(action, row: row, column: column)))
    }
    // From the features over to the picture.
    painter.mouse(.press(.left), 2, 3)
    report(.drag(.left), 20, 40)
    report(.release, 20, 40)
    #expect(painter.lastStroke?.cells == [[2, 3]])
    // From the picture over to the features, and to the concepts.
    report(.press(.left), 3, 70)
    let place = painter.place(ofCell: 9, 9)
    report(.drag(.left), place.row, place.column)
    report(.drag(.left), 3, 80)
    report(.release, 3, 80)
    #expect(painter.lastStroke?.cells == [[1, 15]])
    // The first one goes on where the mouse comes back.
    painter.mouse(.press(.left), 4, 3)
    report(.drag(.left), 20, 40)
    painter.mouse(.drag(.left), 4, 5)
    #expect(painter.lastStroke?.cells == [[4, 3], [4, 4], [4, 5]])
  }

  @Test func `a click chooses a concept, or a unit in their list`() {
    var painter = Painter()
    let place = painter.conceptPlace
    painter.click(place.row + 3, place.column + 5)
    #expect(painter.state.concepts.chosenName == "sky")
    painter.click(place.row + 15, place.column)
    #expect(painter.state.concepts.chosenName == "sky")
    painter.press(.enter)
    painter.click(place.row + 6, place.column)
    #expect(painter.state.mode.unitList?.selection == 6)
    #expect(!painter.session.isEdited)
    // The features are at hand while the list is open.
    painter.mouse(.press(.left), 0, 0)
    #expect(painter.state.mode == .painting)
    #expect(painter.lastStroke?.concept == "sky")
  }

  @Test func `a click in a scrolled list takes the row under it`() {
    var painter = Painter(width: 60, height: 20)
    painter.type("f")
    painter.press(.backTab)
    let place = painter.conceptPlace
    #expect(painter.row(place.row).contains("5 cloud"))
    painter.click(place.row, place.column)
    #expect(painter.state.concepts.chosenName == "cloud")
  }

  @Test func `the wheel changes the brush`() {
    var painter = Painter()
    painter.mouse(.wheelUp, 3, 3)
    painter.mouse(.wheelUp, 3, 3)
    #expect(painter.state.brush.side == 3)
    painter.mouse(.press(.left), 3, 3)
    #expect(painter.lastStroke?.cells.count == 9)
    painter.mouse(.wheelDown, 3, 3)
    #expect(painter.state.brush.side == 2)
  }

  @Test func `a click beside a list closes it and paints nothing`() {
    for key in ["?", ":", "y"] {
      var painter = Painter()
      painter.type(key)
      painter.click(0, 3)
      #expect(painter.state.mode == .painting)
      #expect(!painter.session.isEdited)
    }
  }

  @Test func `the wheel goes through a list, and a click chooses`() throws {
    var painter = Painter()
    painter.type("y")
    let rows = ChoicePane.rect(for: try #require(painter.list), width: 80, height: 24).rows
    painter.press(.mouse(MouseEvent(.wheelUp, row: 3, column: 3)))
    #expect(painter.list?.selected?.label == "main.5")
    painter.click(rows.row, rows.column + 5)
    #expect(painter.state.layer.name == "main.2")
    #expect(painter.state.mode == .painting)
  }

  @Test(arguments: ["<", " ", "t", "?", "g"])
  func `a key ends a drag`(key: String) {
    var painter = Painter()
    painter.mouse(.press(.left), 2, 3)
    painter.type(key)
    let session = painter.session
    painter.mouse(.drag(.left), 1, 1)
    #expect(painter.session == session)
  }

  @Test func `prompts and questions do not hear the mouse`() {
    var painter = Painter()
    painter.type(" ")
    for key in ["g", "q"] {
      painter.type(key)
      let mode = painter.state.mode
      painter.mouse(.press(.left), 3, 3)
      painter.mouse(.wheelUp, 3, 3)
      #expect(painter.state.mode == mode)
      #expect(painter.session.strokes.count == 1)
      painter.press(.escape)
    }
  }
}
