import Cells
import Painting
import Screens
import Testing
import Units

/// The list of strokes: what is painted, and how any of it is changed.
@Suite struct StrokeListStories {
  /// A tree on four cells, the sky removed at one and drawn on another layer, and the lamp boosted.
  private static func painted(width: Int = 120, height: Int = 40) -> Painter {
    var painter = Painter(width: width, height: height)
    painter.type("]hh [4kkkxjjj")
    painter.press(.tab, .tab, .tab, .tab, .tab, .tab, .tab)
    painter.type("t2<")
    painter.type(" >")
    return painter
  }

  @Test func `the list cannot be zoomed over, which z says`() {
    var painter = Self.painted()
    painter.type("ez")
    #expect(painter.messageLine.contains("the list needs its place; esc closes it"))
    painter.press(.escape)
    painter.type("z")
    #expect(painter.row(with: "strokes ─") == nil && !painter.messageLine.contains("needs"))
  }

  private static func concepts(_ painter: Painter) -> [String] {
    painter.session.strokes.map(\.concept)
  }

  @Test func `e lists what is painted, on all layers, with where and how strong`() {
    var painter = Self.painted()
    painter.type("e")
    #expect(painter.row(with: "strokes ─") != nil)
    let rows = painter.screen.split(separator: "\n").map { $0.suffix(46) }
    #expect(rows.contains { $0.contains("▸+ sky") && $0.contains("15 units") })
    #expect(rows.contains { $0.contains("main.5 · ") })
    #expect(rows.contains { $0.contains("× sky") && $0.contains("15 units") })
    #expect(rows.contains { $0.contains("+ tree") && $0.contains("15 units") })
    #expect(rows.contains { $0.contains("4 cells · middle") })
    #expect(rows.contains { $0.contains("▲ lamp") })
    #expect(rows.contains { $0.contains("whole picture") })
    painter.type("jj")
    #expect(
      painter.messageLine.hasPrefix(" tree drawn · 15 units · 4 cells, middle · main.8  "))
    painter.type("e")
    #expect(painter.state.mode == .painting && painter.row(with: "concepts ─") != nil)
  }

  @Test func `nothing painted is no list`() {
    var painter = Painter()
    painter.type("e")
    #expect(painter.state.mode == .painting)
    #expect(painter.messageLine.contains("! nothing is painted yet"))
  }

  @Test func `the region of the selected stroke is lit, also of one on another layer`() {
    var painter = Self.painted()
    #expect(painter.state.highlight == nil)
    painter.type("ej")
    #expect(painter.state.highlight?.mask?.count == 1 && painter.state.highlight?.layer == "main.8")
    let place = painter.place(ofCell: 5, 6)
    #expect(painter.state.highlight?.contains(row: 5, column: 6, on: painter.state.grid) == true)
    let lit = PaintScreen(painter.state).draw()[place.row, place.column].style
    painter.type("j")
    #expect(PaintScreen(painter.state).draw()[place.row, place.column].style != lit)
    painter.press(.home)
    #expect(painter.state.highlight?.layer == "main.5")
    painter.press(.end)
    // A toggle is everywhere.
    #expect(painter.state.highlight?.mask == nil && painter.state.highlight != nil)
    painter.press(.escape)
    #expect(painter.state.highlight == nil)
  }

  @Test func `an undo that takes the stroke leaves the list of its units`() {
    var painter = Self.painted()
    painter.type("e")
    painter.press(.enter)
    #expect(painter.state.mode.openStrokes?.unit != nil)
    let count = painter.session.itemCount
    painter.type("u")
    #expect(painter.session.itemCount != count)
    #expect(painter.state.mode.openStrokes?.unit == nil)
    #expect(painter.state.mode.openStrokes != nil)
  }

  @Test func `so does an undo that puts another one in its place, but not one of a unit`() {
    var painter = Self.painted()
    painter.type("ejjK")
    painter.press(.enter)
    painter.type(" ")
    let listed = painter.state.mode.openStrokes
    #expect(listed?.unit != nil)
    painter.type("u")
    #expect(painter.state.mode.openStrokes == listed)
    #expect(painter.state.selectedItem?.name == "tree")
    painter.type("u")
    #expect(painter.state.selectedItem?.name == "sky")
    #expect(painter.state.mode.openStrokes?.unit == nil)
  }

  @Test func `nor do the units of a stroke become those of another one on the same cells`() {
    var painter = Painter()
    painter.type(" + e")
    #expect(painter.session.strokes.count == 2)
    painter.press(.enter)
    painter.type("u")
    #expect(painter.session.strokes.count == 1)
    #expect(painter.state.selectedItem?.name == "tree")
    #expect(painter.state.mode.openStrokes?.unit == nil)
  }

  @Test func `a file that exists is asked about here, too`() {
    var painter = Self.painted()
    painter.type("e")
    painter.program {
      $0.askToOverwritePicture("a.png")
      return []
    }
    #expect(painter.messageLine.contains("a.png exists. replace it?"))
  }

  @Test func `any stroke or toggle is deleted, and undo brings it back in its place`() {
    var painter = Self.painted()
    let all = painter.session
    painter.type("ejjx")
    #expect(Self.concepts(painter) == ["sky", "sky"])
    #expect(painter.messageLine.contains("tree on 4 cells deleted"))
    painter.press(.end, .delete)
    #expect(painter.session.toggles.isEmpty)
    #expect(painter.messageLine.contains("lamp as it was everywhere"))
    painter.type("uu")
    #expect(painter.session == all)
    #expect(painter.messageLine.contains("undone: tree on 4 cells deleted"))
    #expect(painter.state.mode.openStrokes != nil)
    for _ in 0..<4 { painter.type("x") }
    #expect(!painter.session.isEdited && painter.row(with: "nothing is painted") != nil)
    painter.type("xm-")
    painter.press(.enter)
    #expect(painter.state.mode.openStrokes != nil)
  }

  @Test func `a muted stroke stays in its place without mark and effect`() {
    var painter = Self.painted()
    painter.type("ejm")
    #expect(painter.session.strokes.map(\.isMuted) == [false, true, false])
    #expect(painter.messageLine.contains("sky muted"))
    #expect(painter.row(with: "× sky")?.contains("muted") == true)
    #expect(painter.state.marks[5 * 16 + 6] == nil)
    #expect(painter.row(0).contains("3 strokes, 1 on main.5, 1 muted, 1 toggle"))
    painter.type(" ")
    #expect(painter.session.strokes.allSatisfy { !$0.isMuted })
    #expect(painter.messageLine.contains("sky unmuted"))
    #expect(painter.state.marks[5 * 16 + 6]?.concept == "sky")
    painter.press(.end)
    painter.type("m")
    #expect(painter.session.toggles.map(\.isMuted) == [true])
    #expect(painter.session.state(of: painter.session.toggles[0].subject) == nil)
    painter.type("uuu")
    #expect(painter.session.strokes.count == 3 && painter.messageLine.contains("sky muted"))
  }

  @Test func `strokes change places with their neighbours, toggles stay beneath them`() {
    var painter = Self.painted()
    painter.type("eK")
    #expect(painter.messageLine.contains("! nothing lies above it"))
    painter.type("J")
    #expect(Self.concepts(painter) == ["tree", "sky", "sky"])
    #expect(painter.session.strokes.map(\.direction) == [.draw, .draw, .remove])
    painter.type("J")
    #expect(Self.concepts(painter) == ["sky", "tree", "sky"])
    #expect(painter.messageLine.contains("tree and sky changed places"))
    // It is still the same that is selected.
    #expect(painter.state.highlight?.layer == "main.5")
    painter.type("J")
    #expect(painter.messageLine.contains("! toggles lie beneath all strokes"))
    painter.type("KK")
    #expect(painter.session.strokes.map(\.direction) == [.draw, .remove, .draw])
    painter.press(.end)
    painter.type("J")
    #expect(painter.messageLine.contains("! nothing lies below it"))
  }

  @Test func `the strength of any stroke changes, within and beyond what it was painted with`() {
    var painter = Self.painted()
    painter.type("ejj--")
    func units() -> [Int] {
      painter.session.strokes[0].edits.filter(\.isOn).map(\.unit)
    }
    #expect(units() == Array(0..<4))
    #expect(painter.messageLine.contains("tree from 10 to 4 units"))
    painter.type("+++++")
    #expect(units() == Array(0..<40))
    // The values are those of the recipe that it was painted with.
    #expect(painter.session.strokes[0].edits.map(\.value) == (0..<40).map { 10 + Float($0) })
    painter.type("+")
    #expect(painter.messageLine.contains("! tree has 40 units"))
    painter.type("n7")
    #expect(painter.messageLine.contains("units this stroke sets: 7"))
    painter.press(.enter)
    #expect(units() == Array(0..<7) && painter.state.mode.openStrokes != nil)
    painter.type("n0")
    painter.press(.enter)
    #expect(painter.row(with: "! a stroke sets at least 1 unit") != nil)
    painter.press(.escape)
    #expect(painter.state.mode.openStrokes != nil)
    painter.type("uu")
    #expect(units() == Array(0..<30))
  }

  @Test func `what removes, and a toggle, get further units of their kind`() {
    var painter = Self.painted()
    painter.type("ej+")
    #expect(painter.session.strokes[1].edits.count == 30)
    #expect(painter.session.strokes[1].edits.allSatisfy { $0.value == 0 })
    painter.press(.end)
    painter.type("+")
    #expect(painter.session.toggles[0].edits.count == 30)
    #expect(painter.session.toggles[0].edits.allSatisfy { $0.alpha == Toggle.boost })
  }

  @Test func `units that no recipe knows cannot be added`() {
    var painter = Painter()
    var session = painter.session
    session.strokes = [
      Stroke(
        concept: "imported", direction: .draw,
        edits: (0..<5).map { UnitEdit(layer: "main.8", unit: $0, value: 1) }, mask: nil)
    ]
    painter.program { $0.open(session, from: "a.json") }
    painter.type("e+")
    #expect(painter.messageLine.contains("! no more units are known for imported"))
    painter.type("-")
    #expect(painter.session.strokes[0].edits.count(where: \.isOn) == 4)
    painter.type("+")
    #expect(painter.session.strokes[0].edits.count(where: \.isOn) == 5)
  }

  @Test func `the units of a stroke are listed and switched one by one`() {
    var painter = Self.painted()
    painter.type("ejj")
    painter.press(.enter)
    #expect(painter.row(with: "tree units ─") != nil)
    painter.type("jj ")
    #expect(painter.session.strokes[0].edits.filter { !$0.isOn }.map(\.unit) == [2])
    #expect(painter.messageLine.contains("unit 2 of tree switched off"))
    #expect(painter.row(with: "– unit 2") != nil)
    painter.type("x")
    #expect(painter.messageLine.contains("! a unit can only be switched"))
    painter.type("u")
    #expect(painter.session.strokes[0].edits.count(where: \.isOn) == 15)
    painter.press(.end)
    painter.type("m")
    #expect(painter.session.strokes[0].edits.last?.isOn == false)
    painter.press(.enter)
    #expect(painter.row(with: "strokes ─") != nil && painter.row(with: "14 units") != nil)
    painter.press(.enter, .escape, .escape)
    #expect(painter.state.mode == .painting)
  }

  @Test func `keys of the picture go on, those of the brush are refused`() {
    var painter = Self.painted()
    painter.type("eb")
    #expect(painter.state.view.showsOriginal)
    painter.type("<")
    #expect(painter.state.layer.name == "main.5" && painter.state.mode.openStrokes != nil)
    let session = painter.session
    for key in ["1", "t", "/", "[", "r", "d", "A"] {
      painter.type(key)
      #expect(painter.messageLine.contains("! no command for this key in the list"), "\(key)")
    }
    #expect(painter.session == session && painter.state.mode.openStrokes != nil)
    painter.type(".")
    #expect(painter.row(with: "nothing is painted") != nil)
    painter.type(",q")
    #expect(painter.state.mode == .confirming(.quit))
  }

  @Test func `the mouse selects in the list, and paints on the canvas`() {
    var painter = Self.painted()
    painter.type("e")
    let place = painter.conceptPlace
    painter.click(place.row + 3, place.column + 2)
    #expect(painter.state.selectedItem == painter.session.item(inRow: 1))
    painter.press(.mouse(MouseEvent(.wheelDown, row: place.row, column: place.column)))
    #expect(painter.state.selectedItem == painter.session.item(inRow: 2))
    painter.mouse(.press(.left), 0, 0)
    #expect(painter.state.mode == .painting && painter.session.strokes.count == 4)
  }

  @Test func `what a change has caused is told`() throws {
    var painter = Self.painted()
    painter.type("ejjm")
    var question: CausalQuestion?
    painter.program { state in
      question = state.takeCausalQuestion()
      return []
    }
    let asked = try #require(question)
    #expect(asked.concept == "tree" && asked.direction == nil)
    painter.program { state in
      state.receive(
        CausalReading(
          request: asked.request, concept: "tree", direction: nil, before: 0.05, after: 0.02,
          stood: 1))
      return []
    }
    #expect(painter.messageLine.hasPrefix(" tree −3.0 % of the picture"))
  }

  @Test(arguments: [(60, 20), (80, 24), (120, 40)])
  func `every stroke of many is reached`(width: Int, height: Int) {
    var painter = Painter(width: width, height: height)
    for number in 0..<12 { painter.type(number < 8 ? " k" : " l") }
    painter.type("e")
    for row in 0..<12 {
      #expect(painter.state.selectedItem == painter.session.item(inRow: row))
      #expect(painter.row(with: "▸+ tree") != nil)
      painter.press(.down)
    }
    #expect(painter.state.selectedItem == painter.session.item(inRow: 11))
    painter.press(.pageUp)
    #expect(painter.state.selectedItem == painter.session.item(inRow: 1))
  }

  // MARK: Beside other views

  @Test func `the list comes back after the help`() {
    var painter = Painter()
    painter.type(" e?")
    #expect(painter.row(with: "┌ help ") != nil)
    painter.press(.escape)
    #expect(painter.row(with: "strokes ─") != nil)
    painter.type("x")
    #expect(painter.session.strokes.isEmpty)
  }

  @Test func `the list stays below a question`() {
    var painter = Painter()
    painter.type(" ex")
    painter.type("u")
    painter.type("o")
    #expect(painter.row(with: "strokes ─") != nil)
    painter.press(.escape)
    #expect(painter.state.mode.openStrokes != nil)
  }

  @Test func `models are listed over the list of strokes, which comes back`() {
    var painter = Painter(width: 120, height: 40)
    painter.type(" e")
    painter.press(.control("o"))
    painter.program {
      $0.receive([ModelSummary(name: "a", path: "/m/a", text: "DCGAN", isOpen: true)])
      return []
    }
    #expect(painter.row(with: "┌ models ") != nil)
    #expect(painter.row(with: "strokes ─") != nil)
    painter.press(.escape)
    #expect(painter.state.mode.openStrokes != nil && painter.row(with: "┌ models ") == nil)
  }

  @Test func `while two pictures are compared, escape ends that first and arrows move the edge`() {
    var painter = Painter()
    painter.type(" ebbb")
    #expect(painter.state.view.comparison == .wipe(edge: 32))
    painter.press(.left)
    #expect(painter.state.view.comparison == .wipe(edge: 30))
    #expect(painter.row(23).contains("b next view") && painter.row(23).contains("esc after"))
    painter.press(.escape)
    #expect(painter.state.view.comparison == .after && painter.state.mode.openStrokes != nil)
    painter.press(.escape)
    #expect(painter.state.mode == .painting)
  }
}
