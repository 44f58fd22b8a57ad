import Painting
import Screens
import Testing
import Units

@Suite struct DocumentTests {
  private static let begun = Session(latent: Latent(id: 104), layer: "main.8")

  private static func edited(_ session: Session = begun, _ concept: String = "tree") -> Session {
    var next = session
    next.strokes.append(Stroke(concept: concept, direction: .draw, edits: [], mask: nil))
    return next
  }

  @Test func `edits are unsaved until they are saved, and again after an undo`() {
    var document = Document(Self.begun, modelName: Church.name)
    #expect(!document.hasUnsavedEdits)
    let first = Self.edited()
    document.exchange(first)
    #expect(document.hasUnsavedEdits)
    document.exchange(Self.edited(first, "sky"))
    document.recordSave(of: document.session, to: "a.png", asSession: false)
    #expect(!document.hasUnsavedEdits)
    _ = document.undo()
    #expect(document.session == first)
    #expect(document.hasUnsavedEdits)
    // Without edits there is nothing to lose.
    _ = document.undo()
    #expect(document.session == Self.begun)
    #expect(!document.hasUnsavedEdits)
  }

  @Test func `strokes that came while an older session was saved are unsaved`() {
    var document = Document(Self.begun, modelName: Church.name)
    let older = Self.edited()
    document.exchange(older)
    document.exchange(Self.edited(older, "sky"))
    document.recordSave(of: older, to: "a.png", asSession: false)
    #expect(document.hasUnsavedEdits)
  }

  @Test func `another picture or layer by itself is nothing to save`() {
    var document = Document(Self.begun, modelName: Church.name)
    document.show(Latent(id: 7))
    document.enter("main.5")
    #expect(document.session == Session(latent: Latent(id: 7), layer: "main.5"))
    #expect(!document.canUndo && !document.hasUnsavedEdits)
  }

  @Test func `a session's own file is suggested, a picture's is not`() {
    var document = Document(Self.begun, modelName: Church.name)
    #expect(document.suggestedPath == "church-64-id104.json")
    document.adopt("old.json")
    #expect(document.suggestedPath == "old.json")
    document.recordSave(of: Self.begun, to: "picture.png", asSession: false)
    #expect(document.path == "old.json")
    document.recordSave(of: Self.begun, to: "new.json", asSession: true)
    #expect(document.path == "new.json")
    document.open(Self.edited(), from: "picture.png")
    #expect(document.path == nil)
    document.open(Self.begun, from: "other.json")
    #expect(document.path == "other.json")
  }

  @Test func `a recovered session still has to be saved, whether begun with or opened`() {
    var begunWith = Document(Self.edited(), modelName: Church.name)
    #expect(!begunWith.hasUnsavedEdits)
    begunWith.resume(recovery: "recovered-1.json")
    #expect(begunWith.hasUnsavedEdits)
    #expect(begunWith.path == nil)

    var opened = Document(Self.begun, modelName: Church.name)
    opened.offer(recovery: "recovered-1.json")
    opened.open(Self.edited(), from: "recovered-1.json")
    #expect(opened.hasUnsavedEdits)
    #expect(opened.path == nil)
    opened.open(Self.edited(), from: "b.json")
    #expect(!opened.hasUnsavedEdits)
  }

  @Test func `a file that was resumed is forgotten once, one that is only offered is kept`() {
    var begunWith = Document(Self.edited(), modelName: Church.name)
    begunWith.resume(recovery: "recovered-1.json")
    // Nobody has saved it.
    #expect(begunWith.forgetResumed(givenUp: false).isEmpty)
    #expect(begunWith.forgetResumed(givenUp: true) == ["recovered-1.json"])
    #expect(begunWith.forgetResumed(givenUp: true).isEmpty && begunWith.recovery == nil)

    var offered = Document(Self.begun, modelName: Church.name)
    offered.offer(recovery: "recovered-1.json")
    offered.recordSave(of: Self.begun, to: "a.json", asSession: true)
    #expect(offered.forgetResumed(givenUp: true).isEmpty)
    #expect(offered.recovery == "recovered-1.json")
    offered.open(Self.edited(), from: "recovered-1.json")
    #expect(offered.recovery == "recovered-1.json")
    offered.recordSave(of: offered.session, to: "a.png", asSession: false)
    #expect(offered.forgetResumed(givenUp: false) == ["recovered-1.json"])
    #expect(offered.recovery == nil)
  }

  @Test func `strokes that were taken away are unsaved until they are back or others are saved`() {
    var document = Document(Self.begun, modelName: Church.name)
    document.exchange(Self.edited())
    document.clear()
    #expect(!document.session.isEdited && document.hasUnsavedEdits)
    _ = document.undo()
    _ = document.undo()
    #expect(!document.hasUnsavedEdits)
    _ = document.redo()
    document.recordSave(of: document.session, to: "a.json", asSession: true)
    // The file has what is taken away.
    document.clear()
    #expect(!document.hasUnsavedEdits)
    _ = document.undo()
    document.exchange(Self.edited(document.session, "sky"))
    let taken = document.session
    document.clear()
    // A file without strokes keeps nothing of them.
    document.recordSave(of: document.session, to: "a.json", asSession: true)
    #expect(document.unsavedSessions == [taken])
    document.exchange(Self.edited(document.session, "tree"))
    document.recordSave(of: document.session, to: "a.json", asSession: true)
    #expect(!document.hasUnsavedEdits)
  }

  @Test func `a session that is opened after strokes were taken away is saved`() {
    var document = Document(Self.begun, modelName: Church.name)
    document.exchange(Self.edited())
    document.clear()
    document.open(Self.edited(Self.begun, "sky"), from: "b.json")
    #expect(!document.hasUnsavedEdits)
    document.clear()
    #expect(!document.hasUnsavedEdits)
    _ = document.undo()
    _ = document.undo()
    #expect(document.hasUnsavedEdits)
  }

  @Test func `an undo of opening leads back to the session's own file`() {
    var document = Document(Self.begun, modelName: Church.name)
    document.exchange(Self.edited())
    document.recordSave(of: document.session, to: "a.json", asSession: true)
    document.open(Self.edited(Self.begun, "sky"), from: "b.json")
    #expect(document.path == "b.json" && !document.hasUnsavedEdits)
    _ = document.undo()
    #expect(document.path == "a.json" && !document.hasUnsavedEdits)
    _ = document.redo()
    #expect(document.path == "b.json")
    _ = document.undo()
    document.exchange(Self.edited(document.session, "door"))
    #expect(document.path == "a.json" && document.hasUnsavedEdits)
    _ = document.redo()
    #expect(document.path == "a.json")
  }

  @Test func `a resumed session that was undone is not forgotten`() {
    var document = Document(Self.begun, modelName: Church.name)
    document.offer(recovery: "1.journal")
    document.open(Self.edited(), from: "1.journal")
    _ = document.undo()
    #expect(document.forgetResumed(givenUp: true).isEmpty && document.recovery == "1.journal")
    _ = document.redo()
    #expect(document.hasUnsavedEdits)
    #expect(document.forgetResumed(givenUp: true) == ["1.journal"])
  }

  @Test func `a picture is being saved until it is on disk or given up`() {
    var document = Document(Self.begun, modelName: Church.name)
    document.exchange(Self.edited())
    document.beginSave(of: document.session)
    document.abandonSave()
    #expect(document.saving == nil && document.hasUnsavedEdits)
    document.beginSave(of: document.session)
    #expect(document.saving == document.session && document.hasUnsavedEdits)
    document.recordSave(of: document.session, to: "a.png", asSession: false)
    #expect(document.saving == nil && !document.hasUnsavedEdits)
  }
}

/// Several pictures, each with its strokes, history and files.
@Suite struct PicturesOfDocumentTests {
  private static let ids = [104, 7, 9]

  /// Three pictures with one stroke each, the last one in sight.
  private static func painted() -> Document {
    var document = Document(Session(latent: Latent(id: 104), layer: "main.8"), modelName: "church")
    for id in ids {
      document.show(Latent(id: id))
      document.exchange(edited(document.session, "concept of \(id)"))
    }
    return document
  }

  private static func edited(_ session: Session, _ concept: String) -> Session {
    var next = session
    next.strokes.append(Stroke(concept: concept, direction: .draw, edits: [], mask: nil))
    return next
  }

  @Test func `strokes and their history stay with their picture`() {
    var document = Self.painted()
    for id in Self.ids {
      document.show(Latent(id: id))
      #expect(document.session.strokes.map(\.concept) == ["concept of \(id)"])
      #expect(document.canUndo)
    }
    _ = document.undo()
    document.show(Latent(id: 7))
    #expect(document.session.isEdited)
    document.show(Latent(id: 9))
    #expect(!document.session.isEdited && document.canRedo && !document.canUndo)
    document.show(Latent(id: 3))
    #expect(!document.session.isEdited && !document.canUndo && !document.canRedo)
  }

  @Test func `pictures that are not in sight are unsaved until each is saved`() {
    var document = Self.painted()
    #expect(document.unsavedPictures.map(\.id) == [9, 7, 104])
    let first = document.session
    document.show(Latent(id: 1))
    #expect(document.hasUnsavedEdits && document.sessionsToSave.map(\.latent.id) == [9, 7, 104])
    document.beginSave(of: first)
    #expect(document.sessionsToSave.map(\.latent.id) == [7, 104])
    document.recordSave(of: first, to: "9.json", asSession: true)
    #expect(document.path(of: first.latent) == "9.json" && document.path == nil)
    #expect(document.unsavedPictures.map(\.id) == [7, 104])
    document.show(Latent(id: 7))
    document.clear()
    document.show(Latent(id: 9))
    // What was taken away there is still to be saved.
    #expect(document.hasUnsavedEdits(of: Latent(id: 7)) && document.path == "9.json")
  }

  @Test func `the news lead through all pictures`() {
    var document = Self.painted()
    document.show(Latent(id: 104))
    var session = Session(latent: Latent(id: 104), layer: "main.8")
    var left: [Session] = []
    for news in document.takeNews() {
      if case .picture(let former, _) = news {
        #expect(session == former)
        left.append(former)
      }
      session.follow(news)
    }
    #expect(session == document.session && left.map(\.latent.id) == [104, 7, 9])
  }

  @Test func `more than enough pictures are kept, and of those that are not saved each`() {
    var document = Document(Session(latent: Latent(id: 0), layer: "main.8"), modelName: "church")
    for id in 1...600 {
      document.show(Latent(id: id))
      document.exchange(Self.edited(document.session, "tree"))
      guard id % 2 == 0 else { continue }
      document.recordSave(of: document.session, to: "\(id).json", asSession: true)
    }
    #expect(document.unsavedPictures.count == 300)
    document.show(Latent(id: 1))
    #expect(document.session.isEdited)
    document.show(Latent(id: 598))
    #expect(document.session.isEdited && document.path == "598.json")
    // Saved long ago: its file has it.
    document.show(Latent(id: 2))
    #expect(!document.session.isEdited)
  }

  // MARK: Strokes that come along

  @Test func `strokes come along while that is on, and the picture between is as it was`() {
    var document = Self.painted()
    document.switchCarrying()
    document.show(Latent(id: 1))
    #expect(document.session.strokes.map(\.concept) == ["concept of 9"])
    document.show(Latent(id: 7))
    // They are laid over what is there.
    #expect(document.session.strokes.map(\.concept) == ["concept of 7", "concept of 9"])
    document.show(Latent(id: 9))
    #expect(
      document.session.strokes.map(\.concept) == ["concept of 9", "concept of 7"])
    document.switchCarrying()
    document.show(Latent(id: 1))
    #expect(!document.session.isEdited && !document.canRedo)
    document.show(Latent(id: 7))
    #expect(document.session.strokes.map(\.concept) == ["concept of 7"])
  }

  @Test(arguments: ["paint", "undo and paint", "stop", "save"])
  func `strokes that came along stay where the person went on with them`(way: String) {
    var document = Self.painted()
    document.switchCarrying()
    document.show(Latent(id: 1))
    switch way {
    case "paint": document.exchange(Self.edited(document.session, "sky"))
    case "undo and paint":
      _ = document.undo()
      document.exchange(Self.edited(document.session, "sky"))
    case "stop":
      document.switchCarrying()
    default: document.recordSave(of: document.session, to: "1.json", asSession: true)
    }
    let session = document.session
    document.show(Latent(id: 2))
    if document.carriesStrokes { document.switchCarrying() }
    document.show(Latent(id: 1))
    #expect(document.session.isPainted(like: session) && session.isEdited)
  }

  // MARK: What an interrupted painter left

  @Test(arguments: [true, false])
  func `all pictures of an interrupted painter are to be saved, and its file goes last`(
    isBegunWith: Bool
  ) {
    let sessions = Self.ids.map {
      Self.edited(Session(latent: Latent(id: $0), layer: "main.8"), "tree")
    }
    var document: Document
    if isBegunWith {
      document = Document(sessions[2], modelName: "church")
      document.resume(Array(sessions[..<2]), recovery: "1.journal")
    } else {
      document = Document(Session(latent: Latent(id: 5), layer: "main.8"), modelName: "church")
      document.offer(recovery: "1.journal")
      document.open(sessions[2], Array(sessions[..<2]), from: "1.journal")
    }
    #expect(document.session.isPainted(like: sessions[2]))
    #expect(Set(document.unsavedPictures.map(\.id)) == Set(Self.ids))
    for (place, session) in sessions.enumerated() {
      #expect(document.forgetResumed(givenUp: false).isEmpty)
      document.recordSave(of: session, to: "\(place).png", asSession: false)
    }
    #expect(document.forgetResumed(givenUp: false) == ["1.journal"] && !document.hasUnsavedEdits)
  }

  @Test func `a file of another picture is opened beside what is painted`() {
    var document = Self.painted()
    let opened = Self.edited(Session(latent: Latent(id: 7), layer: "main.5"), "sky")
    document.open(opened, from: "b.json")
    #expect(document.session == opened && document.path == "b.json")
    #expect(document.unsavedPictures.map(\.id) == [9, 104])
    _ = document.undo()
    #expect(document.session.strokes.map(\.concept) == ["concept of 7"])
    #expect(document.hasUnsavedEdits(of: Latent(id: 7)))
    document.show(Latent(id: 9))
    #expect(document.session.strokes.map(\.concept) == ["concept of 9"])
  }
}

extension Document {
  /// Makes another session the current one, as one step.
  fileprivate mutating func exchange(_ next: Session) {
    commit(.session(old: session, new: next))
  }
}
