import Cells
import Painting
import Screens
import Testing
import Units

/// Finding concepts and units while their names are typed.
@Suite struct FindingStories {
  @Test func `the chosen concept follows the first match`() {
    var painter = Painter()
    painter.type("/")
    for (key, found) in [("d", "door"), ("o", "door"), ("m", "dome")] {
      painter.type(key == "m" ? "m" : key)
      #expect(painter.state.concepts.chosenName == found)
    }
    painter.press(.enter)
    #expect(painter.state.concepts.chosenName == "dome")
    #expect(painter.state.mode == .painting)
  }

  @Test func `arrows go on among what is found, and the count is told`() {
    var painter = Painter()
    painter.type("/w")
    #expect(painter.messageLine.contains("find concept or unit: w"))
    #expect(painter.messageLine.contains(" 2 of "))
    #expect(painter.state.concepts.chosenName == "window")
    painter.press(.down)
    #expect(painter.state.concepts.chosenName == "water")
  }

  @Test(arguments: [Key.escape, .control("c")])
  func `escape goes back to what was chosen`(key: Key) {
    var painter = Painter()
    painter.type("4/lam")
    #expect(painter.state.concepts.chosenName == "lamp")
    painter.press(key)
    #expect(painter.state.concepts.chosenName == "sky")
    #expect(painter.state.mode == .painting)
  }

  @Test func `a name that nothing has leaves the choice, and says so`() {
    var painter = Painter()
    painter.type("4/lamx")
    #expect(painter.state.concepts.chosenName == "sky")
    #expect(painter.row(with: "! main.8 has nothing that begins with 'lamx'") != nil)
    painter.press(.backspace)
    #expect(painter.state.concepts.chosenName == "lamp")
  }

  @Test func `a unit is found in the open list, and escape goes back`() {
    var painter = Painter()
    painter.press(.enter)
    painter.type("jj/37")
    #expect(painter.state.mode.unitList?.unit == 37)
    #expect(painter.row(with: "▸  unit 37") != nil)
    painter.press(.escape)
    #expect(painter.state.mode.unitList?.unit == 2)
    painter.choose(.character("/"), "12")
    #expect(painter.state.mode.unitList?.unit == 12)
    painter.type(" ")
    #expect(painter.session.leftOut["tree"] == [Unit("main.8", 12)])
  }

  @Test func `a number finds a unit of the concept that has it foremost`() {
    // Concept n begins with unit 3n.
    var painter = Painter()
    painter.type("/12")
    #expect(painter.state.concepts.chosenName == "cloud")
    #expect(painter.row(with: "cloud units ") != nil)
    #expect(painter.row(with: "▸● unit 12") != nil)
    painter.press(.enter)
    #expect(painter.state.mode.unitList?.unit == 12)
    painter.press(.enter)
    painter.type("1/12")
    painter.press(.escape)
    #expect(painter.state.concepts.chosenName == "tree")
    #expect(painter.state.mode == .painting)
  }

  @Test func `a number that no unit has says which there are`() {
    var painter = Painter()
    painter.type("/77")
    #expect(painter.row(with: "! main.8 has units 0 to 39") != nil)
  }

  @Test func `a unit that comes while it is found takes its place in the view of units`() {
    var painter = Painter()
    painter.program {
      $0.receive(Church.report)
      return []
    }
    painter.press(.enter)
    painter.type("i/7")
    #expect(painter.row(with: "unit 7 · level") != nil)
  }

  @Test(arguments: [(60, 20), (80, 24), (120, 40)])
  func `every concept is chosen by its key, by its name and by the palette`(
    width: Int, height: Int
  ) {
    for (index, concept) in Church.concepts.enumerated() {
      for way in 0..<3 {
        var painter = Painter(width: width, height: height)
        switch way {
        case 0: painter.press(.character(CommandTable.conceptKeys[index]))
        case 1: painter.choose(.character("/"), concept)
        default: painter.choose(.character(":"), "choose \(concept)")
        }
        #expect(painter.state.concepts.chosenName == concept)
        #expect(painter.row(with: "▸\(CommandTable.conceptKeys[index]) \(concept)") != nil)
      }
    }
  }
}
