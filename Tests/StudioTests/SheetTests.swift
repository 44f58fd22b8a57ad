import Cells
import Foundation
import Painting
import Pictures
import Screens
import Studio
import TestSupport
import Testing
import Units

/// Small pictures and bookmarks, with the files and threads behind them.
@Suite(.timeLimit(.minutes(5)), .ownThread) struct SheetTests {
  @Test func `small pictures are those of the generator`() async throws {
    var desk = try Desk()
    desk.type("a")
    // The room for the picture takes two by two of them.
    await desk.waits { state, _ in state.thumbnails.pictures.count >= 4 }
    let generator = try Fixture.model().generator
    for (subject, picture) in desk.state.thumbnails.pictures {
      guard case .picture(let latent) = subject else { continue }
      let session = Session(latent: latent, layer: "main.5")
      #expect(try picture == generator.picture(of: session))
    }
  }

  @Test func `a larger window shows more small pictures without a key`() async throws {
    var desk = try Desk()
    desk.type("a")
    await desk.waits { state, _ in state.thumbnails.pictures.count >= 4 }
    let few = desk.state.thumbnails.pictures.count
    desk.fits(width: 640, height: 640)
    await desk.waits { state, _ in state.thumbnails.pictures.count > few }
  }

  @Test func `the open dialogue draws sessions of the model, and leaves other files out`()
    async throws
  {
    var desk = try Desk()
    desk.type("x")
    await desk.waitsForPicture()
    let painted = desk.state.session
    await desk.savesSession(to: "mine.json")
    try Fixture.write(Array("{}".utf8), to: desk.path("none.json"))
    try Fixture.write(Array("no picture".utf8), to: desk.path("none.png"))
    desk.type("uo")
    desk.press(.control("u"))
    desk.type(desk.path(""))
    let path = desk.path("mine.json")
    let subject = ThumbnailSubject.file(path)
    await desk.waits { state, _ in
      state.thumbnails.pictures[subject] != nil && state.foundFiles == [path]
    }
    let picture = try Fixture.model().generator.picture(of: painted)
    #expect(desk.state.thumbnails.pictures[subject] == picture)
    desk.press(.pageDown)
    desk.press(.enter)
    await desk.waits { state, _ in state.feedback.message?.text.hasPrefix("opened ") == true }
    #expect(desk.state.session.strokes == painted.strokes)
  }

  @Test func `bookmarks are there for the next painter of the model`() async throws {
    let home = try TemporaryFolder()
    do {
      var desk = try Desk(home: home.path)
      desk.type("*.*")
      await desk.savesSession(to: "known.json")
      await desk.leave()
    }
    var next = try Desk(home: home.path)
    await next.waits { state, _ in !state.bookmarks.latents.isEmpty }
    #expect(next.state.bookmarks.latents == [Latent(id: 3), Latent(id: 4)])
    next.type("*")
    await next.leave()
  }

  @Test func `a damaged file of bookmarks gives those that can be read`() async throws {
    let home = try TemporaryFolder()
    let model = try Fixture.model().identity()
    let folder = Keeping.shelf(in: home.path).folders[0]
    try Fixture.makeFolder(folder)
    try Fixture.write(
      Array("12\nx\n-1\n99999999999999999999\n12\n12 7\n12 7 3\n12 x\n5".utf8),
      to: "\(folder)/bookmarks-\(model.hash).txt")
    var desk = try Desk(home: home.path)
    await desk.waits { state, _ in !state.bookmarks.latents.isEmpty }
    #expect(
      desk.state.bookmarks.latents == [Latent(id: 12), Latent(seed: 7, id: 12), Latent(id: 5)])
    await desk.leave()
  }

  @Test func `bookmarks outlive a folder that cannot be used for a while`() async throws {
    let home = try TemporaryFolder()
    let folder = Keeping.shelf(in: home.path).folders[0]
    do {
      var first = try Desk(home: home.path)
      first.type("*")
      await first.savesSession(to: "known.json")
      await first.leave()
    }
    try FileManager.default.moveItem(atPath: folder, toPath: "\(home.path)/real")
    try FileManager.default.createSymbolicLink(
      atPath: folder, withDestinationPath: "\(home.path)/real")
    try Fixture.makeFolder("\(home.path)/login")
    do {
      var second = try Desk(home: home.path)
      await second.waits { state, _ in !state.bookmarks.latents.isEmpty }
      second.type(".*")
      await second.savesSession(to: "known.json")
      second.type(".*")
      await second.leave()
    }
    var third = try Desk(home: home.path)
    await third.waits { state, _ in !state.bookmarks.latents.isEmpty }
    #expect(Set(third.state.bookmarks.latents.map(\.id)) == [3, 4, 5])
    await third.leave()
  }

  @Test func `painters of one model keep each other's bookmarks`() async throws {
    let home = try TemporaryFolder()
    var first = try Desk(home: home.path)
    var second = try Desk(home: home.path)
    // Both have read the file, which is not there, before one writes it.
    first.type("*.*.")
    await first.savesSession(to: "known.json")
    let model = try Fixture.model().identity()
    let file = "\(Keeping.shelf(in: home.path).folders[0])/bookmarks-\(model.hash).txt"
    for _ in 0..<20_000 where (try? Fixture.bytes(file)) != Array("3\n4\n".utf8) {
      try await Task.sleep(for: .milliseconds(5))
    }
    try #require(Fixture.bytes(file) == Array("3\n4\n".utf8))
    second.type("...*")
    await second.savesSession(to: "known.json")
    first.type(",,*")
    await first.leave()
    await second.leave()
    var third = try Desk(home: home.path)
    await third.waits { state, _ in !state.bookmarks.latents.isEmpty }
    #expect(third.state.bookmarks.latents == [Latent(id: 4), Latent(id: 6)])
    await third.leave()
  }
}
