import FoundationEssentials
import Painting
import Studio
import TestSupport
import Testing
import Units

@Suite struct RecoveryTests {
  private static let model = ModelIdentity(name: "small", hash: "0123456789abcdef")
  private static let layers = [
    LayerSummary(name: "main.5", units: 8, grid: Grid(height: 8, width: 8))
  ]
  private static let session = Session(latent: Latent(id: 7), layer: "main.5")

  private static func recovery(_ folder: String) -> Recovery {
    Recovery(environment: ["XDG_STATE_HOME": folder, "HOME": "/nowhere"])
  }

  private static func path(_ outcome: Recovery.Outcome) throws -> String {
    guard case .kept(let path) = outcome else { throw outcome.failure }
    return path
  }

  @Test(arguments: [
    (["XDG_STATE_HOME": "/state", "HOME": "/home/me"], "/state/ganbrush"),
    (["XDG_STATE_HOME": "state", "HOME": "/home/me"], "/home/me/.local/state/ganbrush"),
    (["XDG_STATE_HOME": "", "HOME": "/home/me"], "/home/me/.local/state/ganbrush"),
    (["HOME": "/home/me"], "/home/me/.local/state/ganbrush"),
  ])
  func `the folder is that of the environment`(environment: [String: String], folder: String) {
    #expect(Recovery(environment: environment).folder == folder)
  }

  @Test func `what is kept is found by its model until it is discarded`() throws {
    let folder = try TemporaryFolder()
    let recovery = Self.recovery(folder.path)
    #expect(recovery.newest(for: Self.model, layers: Self.layers) == nil)
    let path = try Self.path(recovery.keep(Self.session, of: Self.model))
    #expect(recovery.holds(path) && path.hasPrefix("\(folder.path)/ganbrush/recovered-"))
    #expect(try SessionFile(path: path).session == Self.session)
    #expect(recovery.newest(for: Self.model, layers: Self.layers) == path)
    let other = ModelIdentity(name: "small", hash: "another")
    #expect(recovery.newest(for: other, layers: Self.layers) == nil)
    recovery.discard(path)
    #expect(recovery.newest(for: Self.model, layers: Self.layers) == nil)
    // Somebody else may have been faster.
    recovery.discard(path)
  }

  @Test func `the newest of those that fit is found`() throws {
    let folder = try TemporaryFolder()
    let recovery = Self.recovery(folder.path)
    let kept = try Self.path(recovery.keep(Self.session, of: Self.model))
    let json = try Fixture.bytes(kept)
    recovery.discard(kept)
    for stamp in 1...4 {
      try Fixture.write(json, to: "\(recovery.folder)/recovered-\(stamp)-1.json")
    }
    try Fixture.write([1, 2, 3], to: "\(recovery.folder)/recovered-5-1.json")
    try Fixture.write(json, to: "\(recovery.folder)/other-6-1.json")
    #expect(
      recovery.newest(for: Self.model, layers: Self.layers)
        == "\(recovery.folder)/recovered-4-1.json")
  }

  @Test func `a link in the folder is not what was kept`() throws {
    let folder = try TemporaryFolder()
    let recovery = Self.recovery(folder.path)
    let kept = try Self.path(recovery.keep(Self.session, of: Self.model))
    let elsewhere = "\(folder.path)/elsewhere.json"
    try FileManager.default.moveItem(atPath: kept, toPath: elsewhere)
    try FileManager.default.createSymbolicLink(atPath: kept, withDestinationPath: elsewhere)
    #expect(recovery.newest(for: Self.model, layers: Self.layers) == nil)
  }

  @Test func `a folder that cannot be made loses the strokes, and says why`() throws {
    let folder = try TemporaryFolder()
    try Fixture.write([], to: "\(folder.path)/file")
    let outcome = Self.recovery("\(folder.path)/file").keep(Self.session, of: Self.model)
    guard case .lost(let reason) = outcome else { throw outcome.failure }
    #expect(reason.hasPrefix("cannot make the folder"))
  }

  @Test func `a file elsewhere is not one that was kept`() throws {
    let folder = try TemporaryFolder()
    let recovery = Self.recovery(folder.path)
    let path = try Self.path(recovery.keep(Self.session, of: Self.model))
    #expect(
      recovery.holds("\(folder.path)/ganbrush/../ganbrush/\(URL(filePath: path).lastPathComponent)")
    )
    #expect(!recovery.holds("\(folder.path)/recovered-1-1.json"))
    #expect(!recovery.holds("\(folder.path)/ganbrush/mine.json"))
  }
}

extension Recovery.Outcome {
  /// An outcome that a test did not expect.
  fileprivate struct Unexpected: Error { let outcome: Recovery.Outcome }
  fileprivate var failure: Unexpected { Unexpected(outcome: self) }
}
