import Files
import FoundationEssentials
import Glibc
import Painting
import Studio
import TestSupport
import Testing
import Units

@Suite struct JournalKeeperTests {
  @Test func `every stroke is in the file at once, for its owner only`() throws {
    let keeping = try Keeping()
    var painter = KeptPainter(keeping.shelf)
    painter.look(at: 8)
    // A picture by itself is nothing to keep.
    #expect(keeping.names.isEmpty)
    for count in 1...5 {
      painter.paint()
      #expect(try keeping.newest?.strokes.count == count)
    }
    #expect(try keeping.newest == painter.session)
    #expect(keeping.names == ["00000001.journal"])
    var status = stat()
    #expect(unsafe lstat("\(keeping.path)/00000001.journal", &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(unsafe lstat(keeping.path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
  }

  @Test func `a journal is there before the model's hash is known`() throws {
    let keeping = try Keeping()
    var painter = KeptPainter(keeping.shelf, isHashed: false)
    painter.paint()
    #expect(try keeping.newest == painter.session)
    let namesake = ModelIdentity(name: "other", hash: "0123456789abcdef")
    #expect(keeping.shelf.newest(for: namesake, layers: Keeping.layers) == nil)
    painter.change { $0.learn(Keeping.model) }
    painter.paint()
    #expect(try keeping.newest == painter.session)
    #expect(keeping.shelf.newest(for: namesake, layers: Keeping.layers) != nil)
  }

  @Test func `what is saved is not offered until the next stroke, and discarding leaves nothing`()
    throws
  {
    let keeping = try Keeping()
    var painter = KeptPainter(keeping.shelf)
    painter.paint(2)
    painter.change { $0.recordSave(to: "a.json", of: Latent(id: 7)) }
    #expect(try keeping.newest == nil)
    painter.paint()
    #expect(try keeping.newest == painter.session)
    painter.change { $0.discard() }
    #expect(keeping.names.isEmpty)
    painter.paint()
    #expect(try keeping.newest == painter.session)
  }

  @Test func `strokes that were taken away are offered while nothing else is there`() throws {
    let keeping = try Keeping()
    var painter = KeptPainter(keeping.shelf)
    painter.paint(3)
    let painted = painter.session
    painter.carryOut(.session(old: painted, new: Keeping.session(strokes: 0)))
    #expect(try keeping.newest == painted)
    painter.paint()
    #expect(try keeping.newest?.strokes.count == 1)
  }

  @Test func `a journal that grows is written whole, as large as what it holds`() throws {
    let keeping = try Keeping()
    var painter = KeptPainter(keeping.shelf)
    painter.paint()
    // Each edit takes more than 10 kB, all of them more than 6 MB.
    for number in 0..<600 {
      let toggle = Toggle(
        .concept(name: "tree", layer: "main.5"), .boosted, layer: "main.5",
        units: (0..<200).map { ($0 % 8, Float(number)) })
      painter.carryOut(.toggles(old: painter.session.toggles, new: [toggle]))
    }
    let path = try #require(painter.keeper.path)
    var status = stat()
    #expect(unsafe lstat(path, &status) == 0)
    #expect(status.st_size < 4 << 20 + 1 << 16)
    #expect(try keeping.newest == painter.session)
    #expect(keeping.names == ["00000001.journal"])
  }

  // MARK: Several pictures

  @Test func `strokes of three pictures are in the file at once, and each goes when it is saved`()
    throws
  {
    let keeping = try Keeping()
    var painter = KeptPainter(keeping.shelf)
    var sessions: [Session] = []
    for id in [7, 8, 9] {
      if id != 7 { painter.look(at: id) }
      painter.paint(id)
      sessions.append(painter.session)
      #expect(try keeping.pictures == sessions)
    }
    // The file is the same when it is written whole.
    try FileManager.default.removeItem(atPath: keeping.path)
    painter.change { $0.synchronize() }
    painter.paint()
    sessions[2] = painter.session
    #expect(try keeping.pictures == sessions)
    painter.change { $0.recordSave(to: "8.json", of: Latent(id: 8)) }
    #expect(try keeping.pictures == [sessions[0], sessions[2]])
    painter.look(at: sessions[0])
    #expect(try keeping.pictures == [sessions[2], sessions[0]])
    painter.look(at: 1)
    // Nothing is painted on the picture in sight.
    #expect(try keeping.newest == sessions[0])
    for id in [7, 9] { painter.change { $0.recordSave(to: "a.png", of: Latent(id: id)) } }
    #expect(try keeping.newest == nil)
    painter.look(at: sessions[1])
    #expect(try keeping.newest == nil)
    painter.paint()
    #expect(try keeping.pictures == [painter.session])
  }

  @Test func `a saved picture that the file has forgotten is not offered when it is looked at`()
    throws
  {
    let keeping = try Keeping()
    var painter = KeptPainter(keeping.shelf)
    painter.paint(3)
    let saved = painter.session
    painter.change { $0.recordSave(to: "7.json", of: Latent(id: 7)) }
    painter.look(at: 8)
    painter.paint()
    let other = painter.session
    try FileManager.default.removeItem(atPath: keeping.path)
    painter.look(at: saved)
    #expect(try keeping.newest == other)
    painter.paint()
    #expect(try keeping.pictures == [other, painter.session])
  }

  // MARK: Disks

  @Test func `a folder that cannot be made is said at the beginning, and there is a second one`()
    throws
  {
    let keeping = try Keeping()
    try Fixture.write([], to: "\(keeping.folder.path)/file")
    try Fixture.makeFolder("\(keeping.folder.path)/login")
    let shelf = JournalShelf(environment: [
      "XDG_STATE_HOME": "\(keeping.folder.path)/file",
      "XDG_RUNTIME_DIR": "\(keeping.folder.path)/login", "TMPDIR": "/nonexistent",
    ])
    var painter = KeptPainter(shelf)
    painter.change { $0.checkFolder() }
    let notice = try #require(painter.takeNotice())
    #expect(notice.areStrokesKept)
    #expect(notice.text.hasPrefix("cannot make the folder '\(keeping.folder.path)/file/ganbrush'"))
    #expect(notice.text.hasSuffix("strokes are kept in '\(keeping.folder.path)/login/ganbrush'"))
    painter.paint()
    #expect(painter.keeper.path == "\(keeping.folder.path)/login/ganbrush/00000001.journal")
    #expect(
      shelf.newest(for: Keeping.model, layers: Keeping.layers)?.path == painter.keeper.path)
  }

  @Test func `without any place it says so and goes on`() {
    let shelf = JournalShelf(environment: ["HOME": "/dev/null", "TMPDIR": "/dev/null"])
    var painter = KeptPainter(shelf)
    painter.change { $0.checkFolder() }
    let notice = painter.takeNotice()
    #expect(notice?.text.hasPrefix("strokes are not kept: cannot make the folder") == true)
    #expect(notice?.areStrokesKept == false)
    painter.paint(3)
    #expect(painter.keeper.path == nil && painter.keeper.failure != nil)
  }

  @Test func `strokes go on in the next place when the first fails, and are kept again`() throws {
    let keeping = try Keeping()
    let login = "\(keeping.folder.path)/login"
    try Fixture.makeFolder(login)
    var painter = KeptPainter(keeping.shelf)
    painter.paint(2)
    try FileManager.default.removeItem(atPath: keeping.path)
    try Fixture.write([], to: keeping.path)
    painter.paint()
    let moved = try #require(painter.takeNotice())
    #expect(moved.areStrokesKept)
    #expect(moved.text.hasSuffix("strokes are kept in '\(login)/ganbrush'"))
    #expect(try keeping.newest == painter.session)
    painter.paint()
    #expect(painter.takeNotice() == nil)
    try FileManager.default.removeItem(atPath: login)
    try Fixture.write([], to: login)
    painter.paint()
    #expect(painter.takeNotice()?.areStrokesKept == false)
    try FileManager.default.removeItem(atPath: keeping.path)
    painter.change { $0.retry() }
    let again = painter.takeNotice()
    #expect(again?.text == "strokes are kept again" && again?.areStrokesKept == true)
    #expect(try keeping.newest == painter.session)
  }

  @Test func `a folder of one's own is closed to others, and a link in its place is refused`()
    throws
  {
    let keeping = try Keeping()
    try Fixture.makeFolder(keeping.path)
    #expect(unsafe chmod(keeping.path, 0o755) == 0)
    _ = try keeping.shelf.openFolder()
    var status = stat()
    #expect(unsafe lstat(keeping.path, &status) == 0 && status.st_mode & 0o777 == 0o700)
    let elsewhere = "\(keeping.folder.path)/elsewhere"
    try FileManager.default.moveItem(atPath: keeping.path, toPath: elsewhere)
    try Fixture.makeFolder("\(keeping.folder.path)/login")
    #expect(unsafe symlink(elsewhere, keeping.path) == 0)
    var painter = KeptPainter(keeping.shelf)
    painter.change { $0.checkFolder() }
    #expect(
      painter.takeNotice()?.text
        == "cannot write '\(keeping.path)': a symbolic link, expected a folder; "
        + "strokes are kept in '\(keeping.folder.path)/login/ganbrush'")
    painter.paint()
    #expect(try InputFolder.names(in: elsewhere).isEmpty)
  }

  @Test(arguments: ["9223372036854775807", "9223372036854775806", "99999999999999999999999"])
  func `a number beyond all others is no journal's`(number: String) throws {
    let keeping = try Keeping()
    try Fixture.makeFolder(keeping.path)
    try Fixture.write([], to: "\(keeping.path)/\(number).journal")
    var painter = KeptPainter(keeping.shelf)
    painter.paint()
    #expect(painter.keeper.path == "\(keeping.path)/00000001.journal")
    #expect(try keeping.newest == painter.session)
  }

  @Test func `a folder among others' is used only if it is closed to them`() throws {
    let keeping = try Keeping()
    let shelf = JournalShelf(environment: ["HOME": "/dev/null", "TMPDIR": keeping.folder.path])
    let place = "\(keeping.folder.path)/ganbrush-\(geteuid())"
    #expect(shelf.folders.last == place)
    #expect(unsafe mkdir(place, 0o700) == 0 && chmod(place, 0o755) == 0)
    #expect(throws: OutputError.self) { _ = try shelf.openFolder() }
    #expect(unsafe rmdir(place) == 0)
    try Fixture.makeFolder("\(keeping.folder.path)/elsewhere")
    #expect(unsafe symlink("\(keeping.folder.path)/elsewhere", place) == 0)
    #expect(throws: OutputError.self) { _ = try shelf.openFolder() }
    #expect(unsafe unlink(place) == 0)
    #expect(try shelf.openFolder().folder.path == place)
  }

  @Test func `a folder that goes is made again`() throws {
    let keeping = try Keeping()
    var painter = KeptPainter(keeping.shelf)
    painter.paint(3)
    try FileManager.default.removeItem(atPath: keeping.path)
    painter.paint()
    #expect(try keeping.newest == painter.session)
    #expect(painter.takeNotice() == nil)
  }

  // MARK: Two painters

  @Test func `a journal that is taken over is left, and what follows is kept apart`() throws {
    let keeping = try Keeping()
    var old = KeptPainter(keeping.shelf)
    old.paint(3)
    let path = try #require(old.keeper.path)
    let taken = keeping.shelf.takeOver(path)
    #expect(taken != path && keeping.shelf.holds(taken))
    let session = old.session
    #expect(try SessionFile(path: taken).session == session)
    let bytes = try Fixture.bytes(taken)
    old.paint()
    #expect(old.takeNotice()?.text.hasPrefix("another painter has taken the strokes over") == true)
    #expect(try Fixture.bytes(taken) == bytes)
    let own = try #require(old.keeper.path)
    #expect(own != taken && own != path)
    #expect(try SessionFile(path: own).session == old.session)
  }

  @Test func `a journal is held while its painter lives`() throws {
    let keeping = try Keeping()
    var painter: KeptPainter? = KeptPainter(keeping.shelf)
    painter?.paint()
    let folder = try PrivateFolder(keeping.path, isAmongOthers: false)
    #expect(folder.isHeld("00000001.journal"))
    painter = nil
    #expect(!folder.isHeld("00000001.journal"))
    // Nobody has to be asked.
    let path = "\(keeping.path)/00000001.journal"
    #expect(keeping.shelf.takeOver(path) == path)
  }

  @Test func `two painters have a journal each, and the newer one is offered first`() throws {
    let keeping = try Keeping()
    var first = KeptPainter(keeping.shelf)
    var second = KeptPainter(keeping.shelf)
    first.paint(1)
    second.paint(2)
    first.paint(2)
    #expect(keeping.names == ["00000001.journal", "00000002.journal"])
    #expect(try keeping.newest == second.session)
    second.change { $0.discard() }
    #expect(try keeping.newest == first.session)
  }
}
