import Files
import Painting
import Studio
import TestSupport
import Units

/// A folder in which painters keep strokes, and strokes to keep.
struct Keeping: ~Copyable {
  static let model = ModelIdentity(name: "small", hash: "0123456789abcdef")
  static let layers = [
    LayerSummary(name: "main.5", units: 8, grid: Grid(height: 8, width: 8)),
    LayerSummary(name: "main.7", units: 3, grid: Grid(height: 16, width: 16)),
  ]

  let folder: TemporaryFolder
  let shelf: JournalShelf

  init() throws {
    folder = try TemporaryFolder()
    shelf = Self.shelf(in: folder.path)
  }

  static func shelf(in folder: String) -> JournalShelf {
    JournalShelf(environment: [
      "XDG_STATE_HOME": folder, "XDG_RUNTIME_DIR": "\(folder)/login", "TMPDIR": "/nonexistent",
    ])
  }

  /// The folder that is used if it can be written.
  var path: String { shelf.folders[0] }

  var names: [String] { (try? InputFolder.names(in: path).sorted()) ?? [] }

  /// The newest session of the model.
  var newest: Session? {
    get throws {
      try shelf.newest(for: Self.model, layers: Self.layers)
        .map { try SessionFile(path: $0.path).session }
    }
  }

  /// The sessions of all pictures in the newest journal, the one that is painted on last.
  var pictures: [Session] {
    get throws {
      try shelf.newest(for: Self.model, layers: Self.layers)
        .map { try SessionFile(path: $0.path) }.map { $0.others + [$0.session] } ?? []
    }
  }

  static func session(strokes: Int) -> Session {
    var session = Session(latent: Latent(id: 7), layer: "main.5")
    for number in 0..<strokes { session.strokes.append(stroke(number)) }
    return session
  }

  static func stroke(_ number: Int) -> Stroke {
    var mask = Mask(grid: Grid(height: 8, width: 8))
    mask.insert(row: number / 8 % 8, column: number % 8, side: 1)
    return Stroke(
      concept: "tree", direction: .draw, edits: [UnitEdit(layer: "main.5", unit: number % 8)],
      mask: mask)
  }
}

/// A painter that paints one stroke after the other into a journal.
struct KeptPainter {
  private(set) var keeper: JournalKeeper
  private(set) var session = Keeping.session(strokes: 0)
  private let notices: Mailbox<JournalNotice>

  init(_ shelf: JournalShelf, isHashed: Bool = true) {
    let notices = Mailbox<JournalNotice>()
    keeper = JournalKeeper(shelf, modelName: "small") { notices.put($0) }
    self.notices = notices
    if isHashed { keeper.learn(Keeping.model) }
  }

  mutating func paint(_ count: Int = 1) {
    for _ in 0..<count {
      carryOut(.adding(Keeping.stroke(session.strokes.count), to: session))
    }
  }

  mutating func carryOut(_ edit: Edit) {
    session.apply(edit)
    keeper.keep([.edit(edit)], session)
  }

  /// Looks at another picture, which has the session that is given, or is bare.
  mutating func look(at next: Session) {
    let left = session
    session = next
    keeper.keep([.picture(left: left, entered: next)], next)
  }

  mutating func look(at id: Int) {
    look(at: Session(latent: Latent(id: id), layer: session.layer))
  }

  mutating func change(_ change: (inout JournalKeeper) -> Void) { change(&keeper) }

  func takeNotice() -> JournalNotice? { notices.take() }
}
