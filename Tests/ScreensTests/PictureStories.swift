import Cells
import Files
import Painting
import Screens
import Testing

@Suite struct PictureStories {
  private func lastLine(_ painter: Painter) -> String {
    painter.row(painter.state.display.size.height - 1)
  }

  private func text(_ painter: Painter) -> String? {
    if case .prompt(let prompt) = painter.state.mode { prompt.text } else { nil }
  }

  /// Answers the questions for name and scale.
  private func save(_ painter: inout Painter, as name: String, scale: String = "") {
    painter.type("s\(name)")
    painter.press(.enter)
    painter.type(scale)
    painter.press(.enter)
  }

  @Test func `name and scale are asked once, and then a key saves`() {
    var painter = Painter()
    painter.type("s")
    #expect(painter.messageLine.contains("save picture as: church-64-id104.png"))
    painter.press(.enter)
    #expect(painter.messageLine.contains("how many times larger (1 to 64): 1"))
    painter.type("4")
    painter.press(.enter)
    #expect(
      painter.takeEffects() == [.savePictureAs(path: "church-64-id104.png", overwriting: false)])
    #expect(painter.state.pictureScale == 4)
    painter.type("s")
    #expect(painter.takeEffects() == [.savePicture] && painter.state.mode == .painting)
    // Another key asks again, with what was said before.
    painter.press(.control("s"))
    #expect(text(painter) == "church-64-id104.png")
    painter.press(.enter)
    #expect(text(painter) == "4")
  }

  @Test func `the suggested name follows the picture, one that was typed stays`() {
    var painter = Painter()
    save(&painter, as: "")
    painter.type(".")
    #expect(painter.state.naming.stem(of: painter.session, by: "church-64") == "church-64-id105")
    painter.press(.control("s"))
    painter.type("trees/old.PNG")
    painter.press(.enter, .enter)
    painter.type(".")
    #expect(painter.state.naming.stem(of: painter.session, by: "church-64") == "trees/old")
  }

  @Test(arguments: [
    ("trees", "trees.png"), ("a.b.png", "a.b.png"), ("a b/.hidden", "a b/.hidden.png"),
  ])
  func `an ending may be left out`(typed: String, path: String) {
    var painter = Painter()
    save(&painter, as: typed)
    #expect(painter.takeEffects() == [.savePictureAs(path: path, overwriting: false)])
  }

  @Test(arguments: [
    ("a.jpg", "'a.jpg' ends in .jpg, expected .png"), ("-", "'-' is standard output"),
    ("pictures/", "'pictures/' is a folder, expected a file to write"),
  ])
  func `a name that cannot be is refused before the scale is asked for`(
    typed: String, reason: String
  ) {
    for key in ["s", "pt", "pb"] {
      var painter = Painter()
      painter.type("\(key)\(typed)")
      painter.press(.enter)
      #expect(lastLine(painter).contains(reason), "\(lastLine(painter))")
      #expect(text(painter) == typed && painter.takeEffects().isEmpty)
    }
  }

  @Test(arguments: ["0", "65", "999"])
  func `a scale out of range is said, and asked for again`(scale: String) {
    var painter = Painter()
    save(&painter, as: "a.png", scale: scale)
    #expect(lastLine(painter).contains("\(scale) is no scale, expected 1 to 64"))
    #expect(text(painter) == scale && painter.takeEffects().isEmpty)
    painter.press(.control("u"))
    painter.type("3")
    painter.press(.enter)
    #expect(painter.takeEffects() == [.savePictureAs(path: "a.png", overwriting: false)])
  }

  @Test func `escape at either question saves nothing, and the next key asks again`() {
    var painter = Painter()
    for answers in [0, 1] {
      painter.type("s")
      if answers == 1 { painter.press(.enter) }
      painter.press(.escape)
      #expect(painter.takeEffects().isEmpty && painter.state.mode == .painting)
    }
    painter.type("s")
    #expect(painter.messageLine.contains("save picture as"))
  }

  @Test func `a file of the name is replaced, kept beside, or left alone`() {
    let answers: [(Key, [Effect])] = [
      (.character("y"), [.savePictureAs(path: "a.png", overwriting: true)]),
      (.character("n"), [.savePicture]), (.escape, []),
    ]
    for (key, effects) in answers {
      var painter = Painter()
      painter.program {
        $0.askToOverwritePicture("a.png")
        return []
      }
      #expect(painter.messageLine.contains("a.png exists. replace it?"))
      #expect(lastLine(painter).contains("n keep both: the next free name"))
      painter.type("x")
      #expect(painter.takeEffects().isEmpty)
      painter.press(key)
      #expect(painter.takeEffects() == effects && painter.state.mode == .painting)
    }
  }

  @Test func `what cannot be written asks for another name, and tells the reason`() {
    var painter = Painter()
    save(&painter, as: "no/a.png")
    painter.program {
      $0.refusePicture(.unwritable("no/a.png", reason: "no such file or directory"))
      return []
    }
    #expect(lastLine(painter).contains("cannot write 'no/a.png': no such file or directory"))
    #expect(text(painter) == "no/a.png" && !painter.state.naming.isChosen)
  }

  @Test func `the message tells the folder`() {
    var painter = Painter()
    painter.program {
      $0.recordSave(of: $0.session, to: "x/a.png", asSession: false, in: "~/pictures/x")
      return []
    }
    #expect(painter.messageLine.contains("saved a.png in ~/pictures/x"))
  }

  // MARK: Exports

  @Test(arguments: [
    ("t", Export.Kind.timeLapse, "church-64-id104-timelapse.png"),
    ("b", .comparison, "church-64-id104-before-after.png"),
  ])
  func `an export is chosen by a letter and named`(
    key: String, kind: Export.Kind, suggestion: String
  ) {
    var painter = Painter()
    painter.type("p")
    #expect(painter.messageLine.contains("export the session's pictures: as what?"))
    #expect(lastLine(painter).contains("t time lapse") && lastLine(painter).contains("b before"))
    painter.type(key)
    #expect(text(painter) == suggestion)
    painter.press(.enter)
    #expect(
      painter.takeEffects() == [.export(Export(kind, path: suggestion), overwriting: false)])
    for key: Key in [.escape, .character("n")] {
      painter.type("p")
      painter.press(key)
      #expect(painter.state.mode == .painting && painter.takeEffects().isEmpty)
    }
  }

  @Test func `the status line tells how far an export is, and escape gives it up`() {
    var painter = Painter()
    painter.program {
      $0.receive(ExportProgress(.timeLapse, done: 12, of: 40))
      return []
    }
    #expect(painter.messageLine.contains("time lapse: picture 12 of 40 · esc cancels it"))
    // Painting goes on; another export does not begin.
    painter.type(" p")
    #expect(painter.state.mode == .painting)
    #expect(painter.messageLine.contains("! busy: time lapse"))
    painter.press(.escape)
    #expect(painter.takeEffects() == [.stopExport])
    painter.program {
      $0.abandonExport()
      return []
    }
    #expect(painter.messageLine.contains("the time lapse is cancelled; nothing is written"))
    painter.press(.escape)
    #expect(painter.takeEffects().isEmpty)
  }

  @Test func `an export over a file asks first`() {
    let export = Export(.comparison, path: "a.png")
    for (key, effects) in [("y", [Effect.export(export, overwriting: true)]), ("n", [])] {
      var painter = Painter()
      painter.program {
        $0.receive(ExportProgress(.comparison, done: 0, of: 2))
        $0.askToOverwrite(export)
        return []
      }
      #expect(painter.messageLine.contains("a.png exists. replace it?"))
      painter.type(key)
      #expect(painter.takeEffects() == effects && painter.state.exporting == nil)
    }
  }
}
