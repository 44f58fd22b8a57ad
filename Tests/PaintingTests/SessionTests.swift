import Networks
import Painting
import TestSupport
import Testing
import Units

@Suite struct SessionTests {
  private static let layers = [
    LayerSummary(name: "main.2", units: 16, grid: Grid(height: 4, width: 4)),
    LayerSummary(name: "main.5", units: 12, grid: Grid(height: 8, width: 8)),
    LayerSummary(name: "main.7", units: 3, grid: Grid(height: 16, width: 16)),
  ]

  private static func session(
    _ edits: UnitEdit..., id: Int = 0, layer: LayerName = "main.2"
  ) -> Session {
    var session = Session(latent: Latent(id: id), layer: layer)
    session.strokes = [Stroke(concept: "tree", direction: .draw, edits: edits, mask: nil)]
    return session
  }

  // MARK: Toggles

  @Test func `a toggle goes from off to boosted to ablated and off again`() {
    var state: Toggle.State?
    var states: [Toggle.State?] = []
    for _ in 0..<4 {
      state = Toggle.State.next(after: state)
      states.append(state)
    }
    #expect(states == [.boosted, .ablated, nil, .boosted])
  }

  @Test func `boosted is three tenths of the way to the values, ablated is all of it`() {
    let units: [(unit: Int, value: Float)] = [(3, 1.5), (1, 2)]
    let subject = Toggle.Subject.concept(name: "tree", layer: "main.5")
    #expect(
      Toggle(subject, .boosted, layer: "main.5", units: units).edits == [
        UnitEdit(layer: "main.5", unit: 3, alpha: 0.3, value: 1.5),
        UnitEdit(layer: "main.5", unit: 1, alpha: 0.3, value: 2),
      ])
    #expect(
      Toggle(subject, .ablated, layer: "main.5", units: units).edits == [
        UnitEdit(layer: "main.5", unit: 3, alpha: 1, value: 1.5),
        UnitEdit(layer: "main.5", unit: 1, alpha: 1, value: 2),
      ])
  }

  @Test func `strokes and toggles are edits, units left out are not`() {
    var session = Session(latent: Latent(id: 0), layer: "main.2")
    session.leftOut["tree"] = [Unit("main.2", 1)]
    #expect(!session.isEdited)
    let subject = Toggle.Subject.unit(layer: "main.2", channel: 1)
    session.toggles = [Toggle(subject, .ablated, layer: "main.2", units: [(1, 2)])]
    #expect(session.isEdited)
    #expect(session.state(of: subject) == .ablated)
    #expect(session.state(of: .unit(layer: "main.5", channel: 1)) == nil)
    #expect(Self.session(UnitEdit(layer: "main.2", unit: 0)).isEdited)
  }

  // MARK: Validation

  @Test(arguments: [
    (session(id: -1), "has picture id -1, expected 0 to 999999"),
    (session(id: 1_000_000), "has picture id 1000000, expected 0 to 999999"),
    (session(layer: "main.9"), "names layer 'main.9', the generator has main.2, main.5"),
    // The picture itself is no canvas.
    (session(layer: "main.7"), "names layer 'main.7', the generator has main.2, main.5"),
    (
      session(UnitEdit(layer: "layer4", unit: 0)),
      "names layer 'layer4', the generator has main.2, main.5, main.7"
    ),
    (
      session(UnitEdit(layer: "main.2", unit: 0), UnitEdit(layer: "main.5", unit: 12)),
      "names unit 12 of layer 'main.5', which has 12 units"
    ),
    (
      session(UnitEdit(layer: "main.5", unit: -1)),
      "names unit -1 of layer 'main.5', which has 12 units"
    ),
    (
      session(UnitEdit(layer: "main.5", unit: 1, alpha: .nan)),
      "sets unit 1 of layer 'main.5' to something that is not a number"
    ),
    (
      session(UnitEdit(layer: "main.5", unit: 1, value: -.infinity)),
      "sets unit 1 of layer 'main.5' to something that is not a number"
    ),
  ])
  func `a session that does not fit the generator is refused`(
    session: Session, message: String
  ) {
    let error = #expect(throws: SessionError.self) { try session.validate(against: Self.layers) }
    #expect(error?.description == message)
  }

  @Test func `units left out that the generator does not have are refused`() {
    var session = Session(latent: Latent(id: 0), layer: "main.2")
    session.leftOut = ["tree": [Unit("main.2", -1)]]
    #expect(throws: SessionError.unitOutOfRange(layer: "main.2", unit: -1, count: 16)) {
      try session.validate(against: Self.layers)
    }
    session.leftOut = ["tree": [Unit("layer4", 0)]]
    #expect(
      throws: SessionError.unknownLayer("layer4", known: ["main.2", "main.5", "main.7"])
    ) {
      try session.validate(against: Self.layers)
    }
  }

  @Test func `a toggle that does not fit is refused`() {
    var session = Session(latent: Latent(id: 0), layer: "main.2")
    session.toggles = [
      Toggle(.unit(layer: "main.2", channel: 16), .ablated, layer: "main.2", units: [(16, 0)])
    ]
    #expect(throws: SessionError.unitOutOfRange(layer: "main.2", unit: 16, count: 16)) {
      try session.validate(against: Self.layers)
    }
  }

  @Test(arguments: UInt64(0)..<20)
  func `a session of the generator's own layers and units is accepted`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    try random.session().validate(against: Self.layers)
  }
}
