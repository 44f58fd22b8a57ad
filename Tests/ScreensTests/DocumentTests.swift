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
    document.exchange(Session(latent: Latent(id: 7), layer: "main.5"))
    #expect(document.canUndo)
    #expect(!document.hasUnsavedEdits)
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
    #expect(begunWith.forgetResumed() == "recovered-1.json")
    #expect(begunWith.forgetResumed() == nil && begunWith.recovery == nil)

    var offered = Document(Self.begun, modelName: Church.name)
    offered.offer(recovery: "recovered-1.json")
    offered.recordSave(of: Self.begun, to: "a.json", asSession: true)
    #expect(offered.forgetResumed() == nil && offered.recovery == "recovered-1.json")
    offered.open(Self.edited(), from: "recovered-1.json")
    #expect(offered.recovery == "recovered-1.json")
    #expect(offered.forgetResumed() == "recovered-1.json" && offered.recovery == nil)
  }

  @Test func `strokes that were taken away are unsaved until they are back or a save`() {
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
    document.clear()
    document.recordSave(of: document.session, to: "a.json", asSession: true)
    #expect(!document.hasUnsavedEdits)
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
    #expect(document.forgetResumed() == nil && document.recovery == "1.journal")
    _ = document.redo()
    #expect(document.hasUnsavedEdits)
    #expect(document.forgetResumed() == "1.journal")
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

extension Document {
  /// Makes another session the current one, as one step.
  fileprivate mutating func exchange(_ next: Session) {
    commit(.session(old: session, new: next))
  }
}
