import Files
import FoundationEssentials
import Glibc
import Painting
import Studio
import TestSupport
import Testing
import Units

@Suite struct JournalShelfTests {
  @Test(arguments: [
    (["XDG_STATE_HOME": "/state", "HOME": "/home/me"], "/state/ganbrush"),
    (["XDG_STATE_HOME": "state", "HOME": "/home/me"], "/home/me/.local/state/ganbrush"),
    (["XDG_STATE_HOME": "", "HOME": "/home/me"], "/home/me/.local/state/ganbrush"),
    (["HOME": "/home/me"], "/home/me/.local/state/ganbrush"),
  ])
  func `the folder is that of the environment`(environment: [String: String], folder: String) {
    #expect(JournalShelf(environment: environment).folders.first == folder)
  }

  @Test func `folders of the login and among temporary files come after it`() {
    let shelf = JournalShelf(environment: [
      "HOME": "/home/me", "XDG_RUNTIME_DIR": "/run/user/7", "TMPDIR": "/scratch",
    ])
    #expect(
      shelf.folders == [
        "/home/me/.local/state/ganbrush", "/run/user/7/ganbrush", "/scratch/ganbrush-\(geteuid())",
      ])
  }

  /// A journal of a painter that was killed.
  private func leave(_ strokes: Int, in keeping: borrowing Keeping) throws -> String {
    var painter = KeptPainter(keeping.shelf)
    painter.paint(strokes)
    return try #require(painter.keeper.path)
  }

  @Test func `what is kept is found by its model until it is discarded`() throws {
    let keeping = try Keeping()
    #expect(try keeping.newest == nil)
    let path = try leave(2, in: keeping)
    #expect(keeping.shelf.holds(path))
    #expect(try keeping.newest == Keeping.session(strokes: 2))
    let other = ModelIdentity(name: "small", hash: "another")
    #expect(keeping.shelf.newest(for: other, layers: Keeping.layers) == nil)
    keeping.shelf.discard(path)
    #expect(try keeping.newest == nil)
    // Somebody else may have been faster.
    keeping.shelf.discard(path)
  }

  @Test func `neither many newer files nor a wrong clock hide it`() throws {
    let keeping = try Keeping()
    let path = try leave(2, in: keeping)
    for number in 2...40 {
      let name = "\(keeping.path)/000000\(number < 10 ? "0" : "")\(number).journal"
      switch number % 3 {
      case 0: try Fixture.write([1, 2, 3], to: name)
      case 1: try Fixture.write([], to: name)
      default:
        var text = JournalText(model: ModelIdentity(name: "other", hash: "other"), process: 1)
        text.append(Keeping.session(strokes: 3))
        try Fixture.write(text.takeBytes(), to: name)
      }
    }
    // Temporary files are no offers.
    var text = JournalText(model: Keeping.model, process: 1)
    text.append(Keeping.session(strokes: 5))
    try Fixture.write(text.takeBytes(), to: "\(keeping.path)/00000099.journal.part")
    for time in [0, 4_000_000_000] {
      let stamp = timeval(tv_sec: time, tv_usec: 0)
      var times = [stamp, stamp]
      #expect(unsafe utimes(path, &times) == 0)
      #expect(try keeping.newest == Keeping.session(strokes: 2))
    }
  }

  @Test func `a later journal is newer, whatever the times of the files are`() throws {
    let keeping = try Keeping()
    let first = try leave(2, in: keeping)
    _ = try leave(3, in: keeping)
    let future = timeval(tv_sec: 4_000_000_000, tv_usec: 0)
    var times = [future, future]
    #expect(unsafe utimes(first, &times) == 0)
    #expect(try keeping.newest == Keeping.session(strokes: 3))
  }

  @Test func `older ones come with the newest, in their order`() throws {
    let keeping = try Keeping()
    let paths = try (1...3).map { try leave($0, in: keeping) }
    let offer = try #require(
      keeping.shelf.newestAmongOthers(for: Keeping.model, layers: Keeping.layers))
    #expect(offer.path == paths[2] && offer.others == [paths[1], paths[0]])
  }

  @Test func `what a living painter has is offered only where nobody else left any`() throws {
    let keeping = try Keeping()
    func offer() -> JournalShelf.Offer? {
      keeping.shelf.newestAmongOthers(for: Keeping.model, layers: Keeping.layers)
    }
    let left = try leave(1, in: keeping)
    var living = KeptPainter(keeping.shelf)
    living.paint()
    let held = try #require(living.keeper.path)
    let first = try #require(offer())
    #expect(first.path == left && first.holder == nil && first.others.isEmpty)
    #expect(keeping.shelf.newest(for: Keeping.model, layers: Keeping.layers)?.path == left)
    keeping.shelf.discard(left)
    #expect(offer()?.path == held && offer()?.holder != nil)
  }

  @Test func `a session that an earlier version kept is offered`() throws {
    let keeping = try Keeping()
    try Fixture.makeFolder(keeping.path)
    let file = SessionFile(model: Keeping.model, session: Keeping.session(strokes: 4))
    let path = "\(keeping.path)/recovered-1700000000-12.json"
    try Fixture.write(Array(file.json.utf8), to: path)
    #expect(keeping.shelf.holds(path))
    #expect(try keeping.newest == file.session)
    let journal = try leave(1, in: keeping)
    #expect(try keeping.newest == Keeping.session(strokes: 1))
    keeping.shelf.discard(journal)
    keeping.shelf.discard(path)
    #expect(keeping.names.isEmpty)
  }

  @Test func `a link in the folder is not what was kept`() throws {
    let keeping = try Keeping()
    let path = try leave(1, in: keeping)
    let elsewhere = "\(keeping.folder.path)/elsewhere"
    try FileManager.default.moveItem(atPath: path, toPath: elsewhere)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: elsewhere)
    #expect(try keeping.newest == nil)
  }

  @Test func `a session that is saved ends what it was resumed from, too`() throws {
    let keeping = try Keeping()
    _ = try leave(1, in: keeping)
    var painter = KeptPainter(keeping.shelf)
    painter.change { $0.resume("00000001.journal") }
    painter.paint(2)
    let path = try #require(painter.keeper.path)
    #expect(keeping.names.count == 2)
    keeping.shelf.discard(path)
    #expect(keeping.names.isEmpty)
  }

  @Test
  func `what was resumed and then undone stays, and so does what has the same name elsewhere`()
    throws
  {
    let keeping = try Keeping()
    let former = try leave(1, in: keeping)
    var painter = KeptPainter(keeping.shelf)
    painter.change { $0.resume(former) }
    painter.paint(2)
    painter.change { $0.resume(nil) }
    let path = try #require(painter.keeper.path)
    keeping.shelf.discard(path)
    #expect(keeping.names == ["00000001.journal"])
    // A journal of the same name in another folder is another painter's.
    var other = KeptPainter(keeping.shelf)
    other.change { $0.resume("\(keeping.folder.path)/login/ganbrush/00000001.journal") }
    other.paint(2)
    keeping.shelf.discard(try #require(other.keeper.path))
    #expect(keeping.names == ["00000001.journal"])
  }

  @Test func `old journals end, but not the newest ones, nor those that are held`() throws {
    let keeping = try Keeping()
    var held = KeptPainter(keeping.shelf)
    held.paint()
    for _ in 2...40 { _ = try leave(1, in: keeping) }
    let now = time(nil)
    keeping.shelf.removeOld(now: now)
    #expect(keeping.names.count == 40)
    keeping.shelf.removeOld(now: now + 31 * 86_400)
    #expect(keeping.names.count == 33)
    #expect(keeping.names.first == "00000001.journal")
    #expect(keeping.names.last == "00000040.journal")
  }

  @Test func `a damaged journal is set aside, not removed, until it is old`() throws {
    let keeping = try Keeping()
    let path = try leave(5, in: keeping)
    var bytes = try Fixture.bytes(path)
    let lines = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
    // The model comes twice; each stroke has a line for its units.
    bytes[lines[lines.count - 4] + 1] ^= 1
    try Fixture.write(bytes, to: path)
    let file = try SessionFile(path: path)
    #expect(file.session == Keeping.session(strokes: 3))
    #expect(
      file.warnings
        == ["damaged: what follows line \(lines.count - 3) could not be read"])
    keeping.shelf.discard(path)
    #expect(keeping.names == ["00000001.journal.damaged"])
    #expect(try Fixture.bytes("\(path).damaged") == bytes)
    #expect(try keeping.newest == nil && !keeping.shelf.holds("\(path).damaged"))
    keeping.shelf.removeOld(now: time(nil))
    #expect(keeping.names.count == 1)
    keeping.shelf.removeOld(now: time(nil) + 31 * 86_400)
    #expect(keeping.names.isEmpty)
  }

  @Test func `what a painter did not finish writing goes when the painter has ended`() throws {
    let keeping = try Keeping()
    let path = try leave(1, in: keeping)
    let folder = try PrivateFolder(keeping.path, isAmongOthers: false)
    try Fixture.write([], to: "\(keeping.path)/00000007.journal")
    var file: AppendedFile? = try AppendedFile("00000007.journal.part", in: folder)
    try file?.append([1, 2, 3])
    keeping.shelf.removeOld()
    #expect(keeping.names.count == 3)
    file = nil
    keeping.shelf.removeOld()
    #expect(keeping.names == ["00000001.journal"] && file == nil)
    #expect(try SessionFile(path: path).session == Keeping.session(strokes: 1))
  }

  @Test func `a file elsewhere is not one that was kept`() throws {
    let keeping = try Keeping()
    let path = try leave(1, in: keeping)
    let name = URL(filePath: path).lastPathComponent
    #expect(keeping.shelf.holds("\(keeping.folder.path)/ganbrush/../ganbrush/\(name)"))
    #expect(!keeping.shelf.holds("\(keeping.folder.path)/\(name)"))
    #expect(!keeping.shelf.holds("\(keeping.path)/mine.json"))
    #expect(!keeping.shelf.holds(name))
  }
}
