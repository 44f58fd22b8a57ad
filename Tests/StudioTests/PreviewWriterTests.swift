import Painting
import Pictures
import Studio
import TestSupport
import Testing
import Units

@Suite(.timeLimit(.minutes(5)), .ownThread) struct PreviewWriterTests {
  @Test func `the file comes to show the newest picture, enlarged`() async throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/preview.png"
    let writer = PreviewWriter(path) { Issue.record("\($0)") }
    let pictures = (0..<20).map {
      Picture.random(width: 48, height: 32, colours: 9, seed: UInt64($0))
    }
    for picture in pictures { writer.write(picture) }
    // 512 pixels have room for 48 ten times.
    let newest = try #require(pictures.last).enlarged(by: 10)
    while try (try? Fixture.bytes(path)).map({ try PNG.decode($0) }) != newest {
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  @Test func `a file that cannot be written is told`() async throws {
    let folder = try TemporaryFolder()
    let (troubles, told) = AsyncStream.makeStream(of: String.self)
    let writer = PreviewWriter("\(folder.path)/no/preview.png") { told.yield($0) }
    writer.write(Picture.random(width: 4, height: 4, colours: 2, seed: 1))
    var first: String?
    for await trouble in troubles {
      first = trouble
      break
    }
    #expect(first?.hasPrefix("cannot write ") == true)
  }

  @Test(arguments: [true, false])
  func `a picture that is no preview stays, be it a saved one or a photograph`(
    isSaved: Bool
  ) async throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/preview.png"
    let picture = Picture.random(width: 4, height: 4, colours: 2, seed: 1)
    let saved =
      isSaved
      ? SavedPicture(
        picture, scale: 1, Session(latent: Latent(seed: 1, id: 3), layer: "layer4"),
        ModelIdentity(name: "church", hash: String(repeating: "0", count: 64))
      ).png : PNG.encode(picture)
    try Fixture.write(saved, to: path)
    let (troubles, told) = AsyncStream.makeStream(of: String.self)
    let writer = PreviewWriter(path) { told.yield($0) }
    writer.write(picture)
    for await trouble in troubles {
      #expect(trouble == "\(path) is no preview any more, and stays as it is")
      break
    }
    #expect(try Fixture.bytes(path) == saved)
  }
}
