import Cells
import Painting
import Screens
import Testing
import Units

@Suite struct PaintingStories {
  @Test func `two painted cells are undone and redone one by one`() {
    var painter = Painter(width: 120, height: 40)
    let start = painter.session
    painter.type(" l ")
    let end = painter.session
    #expect(end.strokes.map(Painter.cells) == [[[8, 8]], [[8, 9]]])
    #expect(painter.row(with: "1+1+") != nil)
    painter.type("u")
    #expect(painter.session.strokes.count == 1)
    #expect(painter.messageLine.contains("undone: tree painted on 1 cell"))
    painter.type("uu")
    #expect(painter.session == start)
    #expect(painter.messageLine.contains("! nothing to undo"))
    painter.type("U")
    painter.press(.control("r"))
    #expect(painter.session == end)
    painter.type("U")
    #expect(painter.messageLine.contains("! nothing to redo"))
    // Two strokes, two steps back and two forth; a refused step renders nothing.
    #expect(painter.renderings == 6)
  }

  @Test func `a stroke sets the strongest units to their draw values, or to zero`() {
    var painter = Painter(width: 120, height: 40)
    painter.type("-- ")
    #expect(
      painter.session.strokes.last?.edits
        == (0..<4).map { UnitEdit(layer: "main.8", unit: $0, value: 10 + Float($0)) })
    painter.type("2")
    painter.choose(.character("d"), "mean")
    painter.type("x")
    #expect(
      painter.session.strokes.last?.edits == (3..<7).map { UnitEdit(layer: "main.8", unit: $0) })
    painter.type(" ")
    #expect(painter.session.strokes.last?.edits.map(\.value) == [1, 2, 3, 4])
    #expect(painter.state.brush.draw == "mean")
  }

  @Test func `the tool line names what lies under the brush`() {
    var painter = Painter()
    painter.type("4x")
    #expect(
      painter.messageLine.hasPrefix(
        " sky · 15 units · brush 1×1 · cell 8,8 · sky removed"))
    painter.type(" ")
    #expect(painter.messageLine.contains("sky drawn"))
    painter.type("l")
    #expect(painter.messageLine.hasPrefix(" sky · 15 units · brush 1×1 · cell 8,9  "))
  }

  @Test func `a large brush is clipped at the edge`() {
    var painter = Painter()
    painter.type("]]" + String(repeating: "k", count: 20) + String(repeating: "h", count: 20))
    painter.press(.delete)
    #expect(painter.lastStroke?.direction == .remove)
    #expect(painter.lastStroke?.cells == [[0, 0], [0, 1], [1, 0], [1, 1]])
    painter.type(String(repeating: "]", count: 30))
    #expect(painter.state.brush.side == 16)
    painter.type(String(repeating: "[", count: 30))
    #expect(painter.state.brush.side == 1)
  }

  @Test func `everything can be taken away and brought back`() {
    var painter = Painter()
    painter.type("R")
    #expect(painter.messageLine.contains("! nothing is painted"))
    painter.type(" jxt")
    let painted = painter.session
    painter.type("R")
    #expect(!painter.session.isEdited)
    painter.type("u")
    #expect(painter.session == painted)
  }

  @Test func `before and after is for edits only, and any edit ends it`() {
    var painter = Painter()
    painter.type("b")
    #expect(painter.messageLine.contains("! nothing is painted, so there is no before"))
    painter.type(" b")
    #expect(painter.state.view.showsOriginal)
    painter.type("l")
    #expect(painter.messageLine.contains("BEFORE · "))
    painter.press(.escape)
    #expect(!painter.state.view.showsOriginal)
    for edit in [" ", "x", "t", "u", "U", "R", ".", "<"] {
      painter.type(edit == "x" ? "x b" : " xb")
      #expect(painter.state.view.showsOriginal, "before '\(edit)'")
      painter.type(edit == "U" ? "uUbu" : edit)
      #expect(!painter.state.view.showsOriginal, "after '\(edit)'")
    }
  }

  @Test func `the sign before a concept is the key that picks it`() {
    var painter = Painter()
    for place in painter.state.concepts.recipes.indices {
      let key = CommandTable.conceptLabel(place)
      painter.type(key)
      #expect(painter.state.concepts.chosenIndex == place)
      #expect(painter.row(with: "▸\(key) \(painter.state.concepts.chosenName)") != nil)
    }
    #expect(painter.state.concepts.recipes.count > 10)
  }

  @Test func `a key without a command complains, the next command clears that`() {
    var painter = Painter()
    for key: Key in [.character("#"), .control("x"), .function(5), .home] {
      painter.press(key)
      #expect(painter.messageLine.contains("! no command for this key; ? lists them"))
      #expect(painter.renderings == 0)
    }
    painter.type("l")
    #expect(painter.messageLine.contains("tree · 15 units"))
  }

  // MARK: Layers and pictures

  @Test func `another layer keeps the cursor's relative place and what fits of the tools`() {
    var painter = Painter()
    painter.type(String(repeating: "l", count: 20) + String(repeating: "k", count: 20))
    painter.type("7" + String(repeating: "]", count: 9))
    #expect(painter.state.brush.cursor == (0, 15))
    #expect((painter.state.brush.side, painter.state.brush.strength) == (10, 15))
    painter.type("<")
    #expect(painter.state.layer.name == "main.5")
    #expect(painter.state.brush.cursor == (0, 7))
    #expect((painter.state.brush.side, painter.state.brush.strength) == (8, 15))
    #expect(painter.state.concepts.chosenName == "dome")
    painter.type("<")
    #expect(painter.state.brush.cursor == (0, 3))
    #expect((painter.state.brush.side, painter.state.brush.strength) == (4, 8))
    // The coarsest layer knows trees only.
    #expect(painter.state.concepts.chosenName == "tree")
    painter.type("<")
    #expect(painter.messageLine.contains("! no layer comes before main.2"))
    painter.type("jj>")
    #expect(painter.state.brush.cursor == (5, 7))
    painter.type(">")
    #expect(painter.state.brush.cursor == (11, 15))
    painter.type(">")
    #expect(painter.messageLine.contains("! no layer to paint on comes after main.8"))
    painter.type("u")
    #expect(painter.messageLine.contains("! nothing to undo"))
    #expect(painter.state.layer.name == "main.8")
  }

  @Test func `pictures are reached by id, up to the last there is`() {
    var painter = Painter()
    painter.type("g489")
    painter.press(.enter)
    #expect(painter.session.latent.id == 489)
    painter.type("g1000000")
    #expect(painter.messageLine.contains("go to picture: 1000000"))
    painter.press(.enter)
    #expect(painter.session.latent.id == 489)
    #expect(painter.row(with: "! pictures have ids from 0 to 999999") != nil)
    painter.press(.escape)
    painter.type("g12ab3x")
    painter.press(.backspace)
    #expect(painter.messageLine.contains("go to picture: 12 "))
    painter.press(.escape)
    painter.type("g")
    painter.press(.enter)
    #expect(painter.session.latent.id == 489)
    painter.type("g0")
    painter.press(.enter)
    painter.type(",")
    #expect(painter.session.latent.id == 0)
    painter.type("g999999999999")
    #expect(painter.messageLine.contains("go to picture: 999999999 "))
    painter.press(.control("u"))
    painter.type("999999")
    painter.press(.enter)
    painter.type(".")
    #expect(painter.session.latent.id == 999_999)
  }

  @Test func `the gallery goes round`() {
    var painter = Painter()
    var ids: [Int] = []
    for _ in 0..<3 {
      painter.type("G")
      ids.append(painter.session.latent.id)
    }
    #expect(ids == [7, 489, 104])
    painter.type(".G")
    #expect(painter.session.latent.id == 104)
    var plain = Painter(Church.state(recipes: nil))
    plain.type("G")
    #expect(plain.messageLine.contains("! model church-64 has no gallery"))
  }
}
