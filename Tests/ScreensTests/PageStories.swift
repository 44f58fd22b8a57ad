import Cells
import Painting
import Pictures
import Screens
import Testing
import Units

/// What a person does with the picture as the page: zoom, before and after, features of some size.
@Suite struct PageStories {
  /// A painter whose program has put the picture where the layout has room for it.
  private static func painter(width: Int = 80, height: Int = 24) -> Painter {
    var painter = Painter(width: width, height: height)
    painter.program {
      $0.display.pictureRect = $0.layout.picture
      return []
    }
    return painter
  }

  @Test func `z gives the picture the window, and keys go on painting`() {
    var painter = Self.painter()
    painter.type("z")
    #expect(
      PaintScreen(painter.state).pictureRoom == Rect(row: 0, column: 0, height: 23, width: 80))
    #expect(painter.screen.split(separator: "\n").count { $0.contains { $0 != " " } } == 1)
    painter.type("2l ")
    #expect(painter.lastStroke?.concept == "grass")
    #expect(painter.row(23).hasPrefix(" grass · "))
    // A list that takes the keys is in sight.
    painter.press(.enter)
    #expect(painter.row(with: "grass units") != nil)
    painter.press(.enter)
    painter.type("z")
    #expect(painter.row(with: "concepts ─") != nil)
    painter.type("z")
    painter.press(.escape)
    #expect(painter.row(with: "concepts ─") != nil)
  }

  @Test func `f makes the features larger, hides them and brings them back`() {
    var painter = Self.painter()
    #expect(painter.state.layout.features.width == 16)
    painter.type("f")
    #expect(painter.state.layout.features.width == 32)
    painter.type("f")
    #expect(painter.state.layout.features.isEmpty)
    #expect(painter.row(with: "activity") == nil)
    painter.type("f")
    #expect(painter.state.layout.features.width == 16)
    // What is shown among the features brings them back.
    painter.type("ffv")
    #expect(
      painter.row(with: "tree activity") != nil || painter.row(with: "unit 0 activity") != nil)
    // Where two sizes are the same, one key is enough.
    var small = Self.painter(width: 60, height: 20)
    #expect(small.state.layout.features.isEmpty)
    small.type("f")
    #expect(small.state.layout.features.width == 16)
    small.type("f")
    #expect(small.state.layout.features.isEmpty)
  }

  // MARK: Before and after

  @Test func `b goes from after to before, to both, to a wipe, and round`() throws {
    var painter = Self.painter()
    painter.type(" ")
    let rendered = try #require(painter.state.feedback.rendered)
    func picture(_ width: Int, _ height: Int) -> Picture? {
      painter.state.picture(width: width, height: height)
    }
    #expect(picture(336, 336) == rendered.picture)
    painter.type("b")
    #expect(picture(336, 336) == rendered.original)
    #expect(painter.messageLine.contains("before your strokes"))
    painter.type("b")
    let wide = try #require(picture(640, 368))
    #expect((wide.width, wide.height) == (130, 64))
    #expect(wide.cropped(x: 0, y: 0, width: 64, height: 64) == rendered.original)
    #expect(wide.cropped(x: 66, y: 0, width: 64, height: 64) == rendered.picture)
    let high = try #require(picture(640, 900))
    #expect((high.width, high.height) == (64, 130))
    painter.type("b")
    let wiped = try #require(picture(336, 336))
    #expect(
      wiped.cropped(x: 0, y: 0, width: 32, height: 64)
        == rendered.original.cropped(x: 0, y: 0, width: 32, height: 64))
    #expect(
      wiped.cropped(x: 32, y: 0, width: 32, height: 64)
        == rendered.picture.cropped(x: 32, y: 0, width: 32, height: 64))
    painter.type("b")
    #expect(painter.state.view.comparison == .after)
    #expect(picture(336, 336) == rendered.picture)
  }

  @Test func `arrows and mouse move the edge of a wipe, and the brush afterwards`() {
    var painter = Self.painter()
    painter.type(" bbb")
    let cursor = painter.state.brush.cursor
    painter.press(.left, .left, .right, .up)
    #expect(painter.state.view.comparison == .wipe(edge: 30))
    painter.press(.mouse(MouseEvent(.press(.left), row: 9, column: 10)))
    #expect(painter.state.view.comparison == .wipe(edge: 16))
    painter.press(.mouse(MouseEvent(.drag(.left), row: 12, column: 41)))
    #expect(painter.state.view.comparison == .wipe(edge: 63))
    painter.press(.mouse(MouseEvent(.release, row: 12, column: 41)))
    painter.type(String(repeating: "h", count: 40))
    #expect(painter.state.view.comparison == .wipe(edge: 0))
    #expect(painter.state.brush.cursor == cursor)
    #expect(painter.session.strokes.count == 1)
    painter.press(.escape)
    #expect(painter.state.view.comparison == .after)
    painter.press(.left)
    #expect(painter.state.brush.cursor == (cursor.row, cursor.column - 1))
  }

  @Test func `both side by side take strokes, on either, and stay while they differ`() {
    var painter = Self.painter(width: 130, height: 67)
    painter.type(" bb")
    painter.program {
      $0.display.pictureRect = Rect(row: 0, column: 0, height: 32, width: 130)
      return []
    }
    for column in [32, 98] {
      painter.click(16, column)
      #expect(painter.lastStroke?.cells == [[8, 8]])
    }
    #expect(painter.state.view.comparison == .sideBySide)
    // A drag from one to the other paints in the one only.
    for (action, column) in [
      (MouseEvent.Action.press(.left), 98), (.drag(.left), 32), (.release, 32),
    ] {
      painter.press(.mouse(MouseEvent(action, row: 4, column: column)))
    }
    #expect(painter.lastStroke?.cells == [[2, 8]])
    // Between the two is no cell.
    let count = painter.session.strokes.count
    painter.click(16, 64)
    #expect(painter.session.strokes.count == count)
    painter.type("R")
    #expect(painter.state.view.comparison == .after)
  }

  // MARK: What lies over the picture

  /// The cells of the overlay in a picture of 64×64 pixels that is black without it.
  private static func lit(_ state: PaintState) -> Set<[Int]> {
    let black = Picture(width: 64, height: 64, bytes: [UInt8](repeating: 0, count: 64 * 64 * 3))
    let drawn = state.pictureOverlay.drawn(on: black)
    return Set(
      (0..<64 * 64).map { [$0 / 64, $0 % 64] }.filter { drawn[$0[1], $0[0]] != black[0, 0] })
  }

  @Test func `the brush is outlined on the picture, and not over the picture before`() {
    var painter = Self.painter()
    // A cell has 4×4 pixels; the line is around them.
    let lit = Self.lit(painter.state)
    #expect(lit.count == 20)
    #expect(lit.allSatisfy { [31, 36].contains($0[0]) || [31, 36].contains($0[1]) })
    painter.type("l")
    #expect(Self.lit(painter.state) == Set(lit.map { [$0[0], $0[1] + 4] }))
    painter.type("]]")
    #expect(Self.lit(painter.state).count == 4 * 13)
    painter.type(" b")
    #expect(Self.lit(painter.state).isEmpty)
    painter.type("bb")
    #expect(Self.lit(painter.state).allSatisfy { (31...32).contains($0[1]) })
    painter.type("b")
    painter.type("i")
    #expect(!Self.lit(painter.state).isEmpty)
  }
}
