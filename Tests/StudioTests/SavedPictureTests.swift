import Files
import Painting
import Pictures
import Studio
import TestSupport
import Testing
import Units

@Suite struct SavedPictureTests {
  private static let picture = Picture.random(width: 6, height: 4, colours: 9, seed: 1)
  private static let session = Session(latent: Latent(id: 7), layer: "main.5")
  private static let file = SavedPicture(
    picture, scale: 3, session, ModelIdentity(name: "small", hash: "0123456789abcdef"))

  @Test func `the file has the pixels, the session and who made it`() throws {
    #expect(try PNG.decode(Self.file.png) == Self.picture.enlarged(by: 3))
    #expect(try SessionFile(bytes: Self.file.png).session == Self.session)
    #expect(try PNG.text("Software", in: Self.file.png) == "ganbrush \(Release.version)")
  }

  @Test func `each save takes the next free name`() throws {
    let folder = try TemporaryFolder()
    let stem = "\(folder.path)/small-id7"
    try Fixture.write([1], to: "\(stem)-2.png")
    #expect(try Self.file.write(as: .next(stem: stem)) == "\(stem).png")
    #expect(try Self.file.write(as: .next(stem: stem)) == "\(stem)-3.png")
    #expect(try Self.file.write(as: .next(stem: stem)) == "\(stem)-4.png")
    #expect(try Fixture.bytes("\(stem)-2.png") == [1])
    #expect(try Fixture.bytes("\(stem)-4.png") == Self.file.png)
  }

  @Test func `a folder that is not there is an error`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: OutputError.self) {
      try Self.file.write(as: .next(stem: "\(folder.path)/no/picture"))
    }
  }
}
