import Cells
import Painting
import Recipes
import Screens
import Testing
import Units

/// How long the open list of a concept's units stays.
@Suite struct UnitListStories {
  private static func opened() -> Painter {
    var painter = Painter()
    painter.press(.enter)
    painter.type("jj")
    return painter
  }

  @Test(arguments: [" ", "t", "x", " u", "tu", "tuU", "tR", ".", "G", "b", "v"])
  func `the list outlives what leaves its concept on the canvas`(keys: String) {
    var painter = Self.opened()
    painter.type(keys)
    #expect(painter.state.mode.unitList?.selection == 2)
    #expect(painter.row(with: "tree units") != nil)
  }

  @Test func `the list stays below a question`() {
    var painter = Self.opened()
    painter.type("n")
    #expect(painter.row(with: "tree units") != nil)
    painter.press(.control("u"))
    painter.type("4")
    painter.press(.enter)
    #expect(painter.state.brush.strength == 4)
    #expect(painter.state.mode.unitList?.selection == 2)
    painter.type("g")
    painter.press(.escape)
    #expect(painter.state.mode.unitList?.selection == 2)
  }

  @Test(arguments: ["<", "<u"])
  func `the list ends with its layer`(keys: String) {
    var painter = Self.opened()
    painter.type(keys)
    #expect(painter.state.mode == .painting)
  }

  @Test func `another concept has a list of its own`() {
    var painter = Self.opened()
    painter.press(.tab)
    #expect(painter.state.mode.unitList?.recipe.concept == "grass")
    #expect(painter.state.mode.unitList?.selection == 0)
    painter.type("1")
    #expect(painter.state.mode.unitList?.recipe.concept == "tree")
    #expect(painter.state.mode.unitList?.selection == 0)
    // A key without a concept leaves the list as it is.
    painter.type("jZ")
    #expect(painter.messageLine.contains("! there are 11 concepts"))
    #expect(painter.state.mode.unitList?.selection == 1)
  }

  @Test func `switching a unit on leaves the picture before the edits in sight`() {
    var painter = Painter()
    painter.type(" b")
    painter.press(.enter)
    painter.type(" ")
    #expect(painter.state.view.showsOriginal)
    painter.type("t")
    #expect(!painter.state.view.showsOriginal)
  }
}
