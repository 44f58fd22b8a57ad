import Cells
import Painting
import Screens
import Testing
import Units

/// Strokes stay with their picture, and what is hidden shows.
@Suite struct VisitStories {
  @Test func `strokes and their undo stay with their picture`() {
    var painter = Painter()
    painter.type(" l ")
    let painted = painter.session
    painter.type(".")
    #expect(!painter.session.isEdited && painter.session.latent.id == 105)
    #expect(painter.messageLine.contains("the strokes stay with id 104; ^T there takes them along"))
    painter.type("u")
    #expect(painter.messageLine.contains("! nothing to undo"))
    painter.type("x,")
    #expect(painter.session == painted)
    #expect(painter.messageLine.contains("id 104 with its 2 strokes"))
    painter.type("u")
    #expect(painter.session.strokes.count == 1)
    #expect(painter.messageLine.contains("undone: tree painted on 1 cell"))
    painter.type("g105")
    painter.press(.enter)
    #expect(painter.lastStroke?.direction == .remove)
  }

  @Test func `a look at other layers and pictures is no edit`() {
    var painter = Painter()
    painter.type(" <<,.>G")
    painter.type("g104")
    painter.press(.enter)
    painter.type("u")
    #expect(!painter.session.isEdited && painter.state.layer.name == "main.5")
    #expect(!painter.state.document.canUndo)
  }

  @Test func `quitting names the pictures that are not saved, and saves all of them`() {
    var painter = Painter()
    painter.type(" .")
    painter.type("q")
    #expect(painter.messageLine.contains("strokes on id 104 are not saved. quit?"))
    painter.type("n. .q")
    #expect(painter.messageLine.contains("strokes on ids 106 and 104 are not saved. quit?"))
    painter.type("n q")
    #expect(painter.messageLine.contains("strokes on ids 107, 106 and 104 are not saved. quit?"))
    painter.type("s")
    let effects = painter.takeEffects()
    #expect(effects.first == .savePicture && effects.last == .quit && effects.count == 4)
    let others = effects.compactMap { effect in
      if case .saveOther(let session) = effect { session } else { nil }
    }
    #expect(others.map(\.latent.id) == [106, 104] && others.allSatisfy(\.isEdited))
  }

  @Test func `opening asks for strokes of the picture only`() {
    var painter = Painter()
    painter.type(" .oa.json")
    painter.press(.enter)
    #expect(painter.takeEffects() == [.open(path: "a.json")])
  }

  @Test func `with ^T strokes come along, and the header says so`() {
    var painter = Painter(width: 120, height: 40)
    painter.type(" ")
    painter.press(.control("t"))
    #expect(painter.messageLine.contains("strokes come along to the next pictures"))
    #expect(painter.row(0).contains("strokes come along · 1 stroke"))
    painter.type(".")
    #expect(painter.session.latent.id == 105 && painter.session.strokes.count == 1)
    #expect(painter.messageLine.contains("1 stroke came along"))
    painter.type("u")
    #expect(!painter.session.isEdited)
    painter.type("U..")
    #expect(painter.session.latent.id == 107 && painter.session.strokes.count == 1)
    // Those between were looked at only.
    #expect(painter.state.document.unsavedPictures.map(\.id) == [107, 104])
    painter.press(.control("t"))
    #expect(!painter.row(0).contains("strokes come along"))
    painter.type(",")
    #expect(painter.session.latent.id == 106 && !painter.session.isEdited)
  }

  // MARK: The same stroke

  @Test func `what is painted already is not painted again`() {
    var painter = Painter()
    painter.type(" ")
    let renderings = painter.renderings
    painter.type("   ")
    #expect(painter.session.strokes.count == 1 && painter.renderings == renderings)
    #expect(painter.messageLine.contains("already painted here"))
    painter.type("xx")
    #expect(painter.session.strokes.count == 2)
    #expect(painter.messageLine.contains("already removed here"))
    painter.type(" ")
    #expect(painter.session.strokes.count == 3)
    painter.type("- ")
    #expect(painter.session.strokes.count == 4)
    painter.type("uuuu")
    #expect(!painter.session.isEdited)
  }

  @Test func `a drag that begins on painted cells paints from where it leaves them`() {
    var painter = Painter()
    painter.mouse(.press(.left), 2, 3)
    painter.mouse(.drag(.left), 2, 5)
    painter.mouse(.release, 2, 5)
    painter.mouse(.press(.left), 2, 3)
    painter.mouse(.drag(.left), 2, 4)
    #expect(painter.session.strokes.count == 1)
    painter.mouse(.drag(.left), 2, 7)
    painter.mouse(.drag(.left), 4, 7)
    painter.mouse(.release, 4, 7)
    #expect(painter.session.strokes.count == 2)
    #expect(painter.lastStroke?.cells == [[2, 5], [2, 6], [2, 7], [3, 7], [4, 7]])
    painter.type("u")
    #expect(painter.session.strokes.count == 1)
    #expect(painter.messageLine.contains("undone: tree painted on 5 cells"))
  }

  // MARK: What is hidden

  @Test func `strokes of other layers are marked faintly and counted`() {
    var painter = Painter(width: 120, height: 40)
    painter.type("< >")
    #expect(painter.row(0).contains("1 stroke, 1 on main.5"))
    #expect(painter.screen.contains("·+"))
    #expect(painter.messageLine.contains("tree drawn on main.5"))
    painter.type("hhhh")
    #expect(!painter.messageLine.contains("tree drawn"))
  }

  @Test func `units that are left out or switched are counted in the list of concepts`() {
    var painter = Painter(width: 120, height: 40)
    painter.press(.enter)
    painter.type(" j jj tj t")
    painter.type("tt")
    painter.press(.enter)
    let row = painter.row(with: "1 tree")
    #expect(row?.contains("−4 ▲1 ○  15") == true)
    painter.press(.enter)
    painter.type("jjtt")
    painter.press(.enter)
    #expect(painter.row(with: "1 tree")?.contains("−4 ▲1 ✕1 ○  15") == true)
  }

  @Test(arguments: [(60, 20), (80, 24), (120, 40)])
  func `the header says what is not saved, on every screen`(width: Int, height: Int) {
    var painter = Painter(width: width, height: height)
    #expect(!painter.row(0).contains("saved"))
    painter.type(" ")
    #expect(painter.row(0).contains("not saved"))
    painter.type(".")
    #expect(painter.row(0).contains("id 104 not saved"))
    painter.type(" ")
    #expect(painter.row(0).contains("2 pictures not saved"))
  }

  @Test(arguments: [60, 80, 120])
  func `a model's name in wide characters takes nothing from the header`(width: Int) {
    var painter = Painter(
      Church.state(name: String(repeating: "教会", count: 8)), width: width, height: 24)
    painter.type(" ")
    let header = painter.row(0)
    #expect(header.contains("id 104") && header.contains("not saved"), "\(header)")
    #expect(header.contains("drawn in") == header.hasSuffix("33 ms "), "\(header)")
  }

  // MARK: Words

  @Test func `every kind of edit has its words`() {
    var painter = Painter()
    var sentences: [String] = []
    func undo() {
      painter.type("u")
      sentences.append(painter.messageLine.trimmed)
    }
    painter.type("]x")
    undo()
    painter.type("t")
    undo()
    painter.type("tt")
    undo()
    painter.type("tt")
    undo()
    painter.press(.enter)
    painter.type("j ")
    painter.press(.enter)
    undo()
    painter.type(" R")
    undo()
    painter.program { $0.open(Self.opened, from: "a.json") }
    undo()
    #expect(
      sentences == [
        "undone: tree removed on 4 cells", "undone: more tree everywhere",
        "undone: no tree anywhere", "undone: tree as it was everywhere",
        "undone: unit 1 left out of tree", "undone: everything taken away",
        "undone: a session opened",
      ])
    painter.type("U")
    #expect(painter.messageLine.trimmed == "redone: a session opened")
  }

  private static let opened: Session = {
    var session = Session(latent: Latent(id: 104), layer: "main.8")
    session.strokes = [Stroke(concept: "sky", direction: .draw, edits: [], mask: nil)]
    return session
  }()
}

extension String {
  /// Without the spaces around it.
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
