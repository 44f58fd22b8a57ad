import Cells
import Painting
import Screens
import Testing
import Units

@Suite struct FileStories {
  @Test func `quitting asks only when strokes are not saved`() {
    var painter = Painter()
    painter.type("..<q")
    #expect(painter.takeEffects() == [.quit])
    painter.type(" q")
    #expect(painter.takeEffects().isEmpty)
    #expect(painter.messageLine.contains("strokes are not saved. quit?"))
    for answer: Key in [.character("n"), .escape, .character("q"), .control("c")] {
      painter.press(answer)
      #expect(painter.state.mode == .painting)
      painter.press(.control("c"))
      #expect(painter.state.mode == .confirming(.quit))
    }
    painter.type("k y")
    #expect(painter.takeEffects() == [.quit])
  }

  @Test func `save and quit saves what was taken away`() {
    var painter = Painter()
    painter.type(" ")
    let painted = painter.session
    painter.type("Rq")
    #expect(painter.takeEffects().isEmpty)
    painter.type("s")
    #expect(painter.takeEffects() == [.saveOther(painted), .quit])
  }

  @Test func `saving the picture without them does not give strokes up that were taken away`() {
    var painter = Painter()
    painter.type(" R")
    painter.program {
      $0.recordSave(of: $0.session, to: "bare.png", asSession: false, in: "here")
      return []
    }
    painter.type("q")
    #expect(painter.takeEffects().isEmpty)
    #expect(painter.state.mode == .confirming(.quit))
  }

  @Test(arguments: ["", " q", "s"])
  func `what a screen too small says fits into 30 columns`(keys: String) {
    let wide = Painter(width: 59, height: 10)
    var painter = Painter(width: 30, height: 10)
    painter.type(keys)
    for row in 0..<10 where !painter.row(row).allSatisfy({ $0 == " " }) {
      #expect(painter.row(row).hasPrefix(" ") && painter.row(row).hasSuffix(" "))
    }
    #expect(wide.row(with: "needs 60×20 characters") != nil)
  }

  @Test func `the question can be read on a screen too small for the rest`() {
    var painter = Painter(width: 40, height: 10)
    #expect(painter.row(with: "q quits; nothing is lost") != nil)
    painter.type(" q")
    #expect(painter.row(with: "not saved: y quits, n stays") != nil)
    #expect(painter.takeEffects().isEmpty)
  }

  @Test func `a screen too small for a question tells how to leave it`() {
    var painter = Painter(width: 40, height: 10)
    painter.type("s")
    #expect(painter.row(with: "esc, then q quits") != nil)
    painter.press(.escape)
    #expect(painter.row(with: "q quits; nothing is lost") != nil)
    painter.type("q")
    #expect(painter.takeEffects() == [.quit])
  }

  @Test func `a picture can be saved on the way out`() {
    var painter = Painter()
    painter.type(" qs")
    #expect(painter.takeEffects() == [.savePicture, .quit])
  }

  @Test func `saving the picture or the session ends the asking until the next stroke`() {
    for asSession in [true, false] {
      var painter = Painter()
      painter.type(" ")
      painter.program {
        $0.recordSave(of: $0.session, to: "a.file", asSession: asSession)
        return []
      }
      #expect(painter.messageLine.contains("saved a.file"))
      #expect(!painter.state.document.hasUnsavedEdits)
      painter.type("q")
      #expect(painter.takeEffects() == [.quit])
      painter.type("l q")
      #expect(painter.state.mode == .confirming(.quit))
    }
  }

  @Test func `a saved picture is the one that was asked for`() {
    var painter = Painter()
    painter.type("s")
    painter.press(.enter, .enter)
    #expect(
      painter.takeEffects() == [.savePictureAs(path: "church-64-id104.png", overwriting: false)])
    // While the newest picture is under way, the loop waits before it saves.
    var state = painter.state
    #expect(!state.feedback.isRendering)
    #expect(state.handle(.character(" ")) == [.render])
    #expect(state.feedback.isRendering)
    #expect(state.handle(.character("s")) == [.savePicture])
    let older = RenderRequest(session: state.session, number: state.feedback.newestRequest - 1)
    state.feedback.receive(Church.rendered(older))
    #expect(state.feedback.isRendering)
    state.feedback.receive(Church.rendered(state.request))
    #expect(!state.feedback.isRendering)
  }

  @Test func `a session is saved by name, and its own file's is suggested`() {
    var painter = Painter()
    painter.type("w")
    #expect(painter.messageLine.contains("save session as: church-64-id104.json"))
    painter.press(.enter)
    #expect(
      painter.takeEffects() == [
        .saveSession(path: "church-64-id104.json", overwriting: false)
      ])
    // The first letter typed replaces the suggestion; backspace keeps it.
    painter.type("wa.json")
    painter.press(.enter)
    #expect(painter.takeEffects() == [.saveSession(path: "a.json", overwriting: false)])
    painter.program {
      $0.recordSave(of: $0.session, to: "a.json", asSession: true)
      return []
    }
    painter.type("w")
    painter.press(.enter)
    #expect(painter.takeEffects() == [.saveSession(path: "a.json", overwriting: false)])
    painter.type("w")
    painter.press(.backspace)
    painter.type("5")
    painter.press(.enter)
    #expect(painter.takeEffects() == [.saveSession(path: "a.jso5", overwriting: false)])
  }

  @Test(arguments: [false, true])
  func `another's file is replaced only after a yes`(wasChanged: Bool) {
    var painter = Painter()
    for (key, expected) in [
      ("n", []), ("y", [Effect.saveSession(path: "a.json", overwriting: true)]),
    ] {
      painter.program {
        $0.askToOverwrite("a.json", wasChanged: wasChanged)
        return []
      }
      let reason = wasChanged ? "was changed by somebody else" : "exists"
      #expect(painter.messageLine.contains("a.json \(reason). replace it?"))
      painter.type("x")
      #expect(painter.takeEffects().isEmpty)
      painter.type(key)
      #expect(painter.takeEffects() == expected)
      #expect(painter.state.mode == .painting)
    }
  }

  @Test func `strokes that were taken away ask before the painter ends`() {
    var painter = Painter()
    painter.type("  Rq")
    #expect(painter.takeEffects().isEmpty)
    #expect(painter.messageLine.contains("strokes are not saved. quit?"))
    painter.type("nuuuq")
    #expect(painter.takeEffects() == [.quit])
  }

  @Test func `opening another file asks while strokes are not saved`() {
    let answers: [(Key, [Effect])] = [
      (.character("y"), [.open(path: "a.json")]),
      (.character("s"), [.savePicture, .open(path: "a.json")]), (.character("n"), []),
      (.escape, []),
    ]
    for (answer, effects) in answers {
      var painter = Painter()
      painter.type(" oa.json")
      painter.press(.enter)
      #expect(painter.takeEffects().isEmpty)
      #expect(painter.messageLine.contains("strokes are not saved. open all the same?"))
      painter.press(answer)
      #expect(painter.takeEffects() == effects && painter.state.mode == .painting)
    }
  }

  @Test func `a session of a picture that is not in sight asks about the strokes on that`() {
    let answers: [(Key, Int)] = [(.character("y"), 1), (.character("s"), 2), (.character("n"), 0)]
    for (answer, count) in answers {
      var painter = Painter()
      painter.type(" ")
      let painted = painter.state.session.latent
      painter.type(".")
      painter.program { $0.askToOpen("b.json", isModel: false, pictures: [painted]) }
      #expect(painter.messageLine.contains("strokes on \([painted].names) are not saved. open"))
      painter.press(answer)
      let effects = painter.takeEffects()
      #expect(effects.count == count && effects.last == (count > 0 ? .open(path: "b.json") : nil))
      if count == 2, case .saveOther(let session) = effects[0] {
        #expect(session.latent == painted)
      } else {
        #expect(count < 2)
      }
    }
  }

  @Test func `a frame and a moving brush read no mask, a stroke reads its own`() {
    var painter = Painter(width: 120, height: 40)
    painter.program { state in
      var session = state.session
      for number in 0..<1000 {
        var mask = Mask(grid: Grid(height: 256, width: 256))
        mask.insert(row: number % 250, column: number * 7 % 250, side: 5)
        session.strokes.append(
          Stroke(
            concept: "imported", direction: .draw, edits: [UnitEdit(layer: "main.8", unit: 1)],
            mask: mask))
      }
      return state.open(session, from: "imported.json")
    }
    let read = painter.state.marks.masksRead
    painter.press(.left, .left, .up)
    painter.type("[]-+tv")
    #expect(painter.screen.contains("•+"))
    #expect(painter.state.marks.masksRead == read)
    painter.type(" ")
    #expect(painter.state.marks.masksRead == read + 1)
  }

  @Test func `an opened session is one step, undo leads back`() {
    var painter = Painter()
    painter.type(" o/a b/ü.png")
    let before = painter.session
    painter.press(.enter)
    painter.type("y")
    #expect(painter.takeEffects() == [.open(path: "/a b/ü.png")])
    var opened = Session(latent: before.latent, layer: "main.2")
    opened.strokes = before.strokes + before.strokes
    painter.program { $0.open(opened, from: "/a b/ü.png") }
    #expect(painter.session == opened)
    #expect(painter.state.brush.cursor == (3, 3))
    #expect(painter.state.document.path == nil)
    #expect(!painter.state.document.hasUnsavedEdits)
    painter.type("u")
    #expect(painter.session.isPainted(like: before) && painter.state.layer.name == "main.2")
    painter.program { $0.open(opened, from: "b.json") }
    #expect(painter.state.document.path == "b.json")
  }

  @Test func `an opened session is shown with its edits`() {
    var painter = Painter()
    painter.type(" bob.json")
    painter.press(.enter)
    #expect(painter.state.pictureContent == .rendering(request: 2, .before))
    painter.program { $0.open($0.session, from: "b.json") }
    #expect(painter.state.view.comparison == .after)
  }

  @Test func `a failure is told and changes nothing`() {
    var painter = Painter()
    painter.type(" ")
    let session = painter.session
    painter.program {
      $0.feedback.complain("cannot write a.png: No space left on device")
      return []
    }
    #expect(painter.messageLine.contains("! cannot write a.png: No space left on device"))
    #expect(painter.session == session)
    #expect(painter.state.document.hasUnsavedEdits)
  }

  @Test func `which part of a file is read is told, and is no error`() {
    var painter = Painter()
    painter.program {
      $0.feedback.say("reads 'g_ema'; 'netG' fits, too: --key chooses")
      return []
    }
    #expect(painter.messageLine.contains("reads 'g_ema'; 'netG' fits, too: --key chooses"))
    #expect(!painter.messageLine.contains("!"))
  }

  @Test func `an empty name saves and opens nothing`() {
    var painter = Painter()
    painter.type("w")
    painter.press(.control("u"), .enter)
    painter.type("o")
    painter.press(.enter)
    #expect(painter.takeEffects().isEmpty)
    #expect(painter.state.mode == .painting)
  }

  @Test(arguments: [
    [], [Key.function(1)], [.character("w")], [.character(" "), .character("q")],
  ])
  func `redraw and suspend work, whatever is open`(keys: [Key]) {
    var painter = Painter()
    for key in keys { painter.press(key) }
    let mode = painter.state.mode
    painter.press(.control("l"), .control("z"))
    #expect(painter.takeEffects() == [.redraw, .suspend])
    #expect(painter.state.mode == mode)
  }

  @Test func `other keys than the usual redraw and suspend in questions, but edit lines first`() {
    var state = Church.state()
    state.commands = CommandTable.standard.rebound([
      .init(.undo, to: [.control("z")]), .init(.suspend, to: [.function(12)]),
      .init(.redraw, to: [.control("w")]),
    ])
    var painter = Painter(state)
    painter.type("wa b")
    let effects = painter.takeEffects()
    painter.press(.control("z"), .function(12), .control("w"))
    #expect(effects.isEmpty && painter.takeEffects() == [.suspend])
    guard case .prompt(let prompt) = painter.state.mode else {
      Issue.record("the question is gone")
      return
    }
    #expect(prompt.text == "a ")
  }

  @Test func `a question about a file is whole in a narrow window, and the path has its end`() {
    var painter = Painter(width: 60)
    painter.program {
      $0.askToOverwrite("/home/ada/" + String(repeating: "long/", count: 20) + "trees.json")
      return []
    }
    let line = painter.messageLine
    #expect(line.hasPrefix(" …") && line.contains("/trees.json exists. replace it?"))
  }
}
