import FoundationEssentials
import Networks
import Painting
import Testing
import Units

/// Files as released versions wrote them; they stay as they are, and a new format brings a new file.
@Suite struct ReleasedFileTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Released").path

  private static func mask(_ cells: [(Int, Int)], side: Int) -> Mask {
    var mask = Mask(grid: Grid(height: side, width: side))
    for (row, column) in cells { mask.insert(row: row, column: column, side: 1) }
    return mask
  }

  private static let begun = Session(latent: Latent(id: 104), layer: "main.5")

  private static let painted: Session = {
    var session = begun
    session.strokes = [
      Stroke(
        concept: "tree", direction: .draw,
        edits: [
          UnitEdit(layer: "main.5", unit: 3, value: 2.5),
          UnitEdit(layer: "main.5", unit: 7, value: -0.125),
        ], mask: mask([(1, 2), (1, 3), (2, 3)], side: 8)),
      Stroke(
        concept: "unit 5", direction: .remove, edits: [UnitEdit(layer: "main.5", unit: 5)],
        mask: nil, pooling: .mean),
    ]
    session.toggles = [
      Toggle(
        .concept(name: "sky", layer: "main.5"), .boosted, layer: "main.5", units: [(1, 1.5)]),
      Toggle(.unit(layer: "main.5", channel: 2), .ablated, layer: "main.5", units: [(2, 0)]),
    ]
    session.leftOut = ["tree": [Unit("main.5", 7)]]
    return session
  }()

  /// The same with a unit of the tree switched off, and the other stroke and the sky muted.
  private static let muted: Session = {
    var session = painted
    session.strokes[0].edits[1].isOn = false
    session.strokes[1].isMuted = true
    session.toggles[0].isMuted = true
    return session
  }()

  /// Sessions, by the names of their files.
  private static let sessions = [
    "session-1.json": painted, "session-1.png": painted, "journal-1.journal": painted,
    "session-1-least.json": begun, "session-1-muted.json": muted, "journal-2.journal": painted,
  ]

  /// Lists of strokes, by the names of their files.
  private static let strokes: [String: [Stroke]] = {
    let strokes = [
      Stroke(
        concept: "imported", direction: .draw,
        edits: [UnitEdit(layer: "main.5", unit: 3, value: 2.5)],
        mask: mask([(1, 2), (1, 3), (2, 3)], side: 8)),
      Stroke(
        concept: "imported", direction: .remove, edits: [UnitEdit(layer: "main.5", unit: 5)],
        mask: mask([(1, 1), (1, 2)], side: 4), pooling: .mean),
    ]
    return ["ganpaint-list.json": strokes, "ganpaint-request.json": strokes]
  }()

  @Test func `every released file is looked at`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
    #expect(Set(names) == Set(Self.sessions.keys).union(Self.strokes.keys))
  }

  @Test(arguments: sessions.keys.sorted())
  func `a session of a released version opens as it was`(name: String) throws {
    let file = try SessionFile(path: "\(Self.folder)/\(name)")
    #expect(file.session == Self.sessions[name])
    let model = try Model(path: Fixture.checkpointPath)
    try file.validate(for: model.identity(), layers: model.generator.layers)
    #expect(file.warnings.isEmpty)
  }

  @Test func `a journal of several pictures opens with all of them`() throws {
    let others = try SessionFile(path: "\(Self.folder)/journal-2.journal").others
    #expect(others.map(\.latent.id) == [7] && others[0].strokes.map(\.isMuted) == [true])
  }

  @Test(arguments: strokes.keys.sorted())
  func `strokes of GANPaint open as they were`(name: String) throws {
    #expect(try InterventionFile(path: "\(Self.folder)/\(name)").strokes == Self.strokes[name])
  }
}
