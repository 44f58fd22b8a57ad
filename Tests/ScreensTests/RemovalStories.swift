import Cells
import Painting
import Recipes
import Screens
import Testing
import Units

/// A church whose trees have two removals on `main.8`: for strokes units 39 down to 20, with values of their own, and
/// everywhere units 10 to 29.
@Suite struct RemovalStories {
  private static let tree = Toggle.Subject.concept(name: "tree", layer: "main.8")

  private static func painter() throws -> Painter {
    let units = Array((20..<40).reversed())
    let removal = try Recipe(
      concept: "tree", layer: "main.8", metric: "removal", units: units,
      draws: ["zero": units.map { _ in 0 }, "absent": units.map { -Float($0) }], draw: "absent")
    let everywhere = try Recipe(
      concept: "tree", layer: "main.8", metric: "difference", units: Array(10..<30),
      draws: ["opposite": (10..<30).map { 0.5 * Float($0) }], draw: "opposite")
    let book = Church.recipes
    return Painter(
      Church.state(
        recipes: book.with(
          book.layers.map {
            $0.layer == "main.8"
              ? $0.removing([], .strokes, by: [removal]).removing([], .everywhere, by: [everywhere])
              : $0
          })))
  }

  private static func edits(_ units: [Int]) -> [UnitEdit] {
    units.map { UnitEdit(layer: "main.8", unit: $0, value: -Float($0)) }
  }

  @Test func `x sets the units and values that remove, as many as the strength says`() throws {
    var painter = try Self.painter()
    painter.type("--x")
    #expect(painter.session.strokes.last?.edits == Self.edits([39, 38, 37, 36]))
    #expect(painter.lastStroke?.direction == .remove)
    #expect(painter.row(with: "1×") != nil)
    #expect(painter.messageLine.contains("tree removed"))
    // Draw values and rankings are those of strokes that draw.
    painter.choose(.character("d"), "mean")
    painter.type("x")
    #expect(painter.session.strokes.last?.edits == Self.edits([39, 38, 37, 36]))
    painter.type("u ")
    #expect(painter.session.strokes.last?.edits.map(\.value) == [1, 2, 3, 4])
  }

  @Test func `a unit that is left out is removed by no stroke`() throws {
    var painter = try Self.painter()
    painter.type("--")
    painter.press(.enter)
    painter.press(.pageDown, .pageDown, .pageDown, .pageDown)
    painter.type(" ")
    #expect(painter.messageLine.contains("unit 39 left out of tree"))
    painter.press(.escape)
    painter.type("x")
    #expect(painter.session.strokes.last?.edits == Self.edits([38, 37, 36, 35]))
  }

  @Test func `what strokes have drawn of the concept goes, too`() throws {
    var painter = try Self.painter()
    painter.type("-- ")
    painter.type("x")
    #expect(
      painter.session.strokes.last?.edits
        == Self.edits([39, 38, 37, 36]) + (0..<4).map { UnitEdit(layer: "main.8", unit: $0) })
    // Another concept's strokes have nothing to do with it.
    painter.type("uu2 1x")
    #expect(painter.session.strokes.last?.edits == Self.edits([39, 38, 37, 36]))
  }

  @Test func `a toggle sets the units and values that remove everywhere`() throws {
    var painter = try Self.painter()
    painter.type("--t")
    #expect(painter.session.toggles.first?.edits.map(\.unit) == [0, 1, 2, 3])
    painter.type("t")
    #expect(painter.session.state(of: Self.tree) == .ablated)
    #expect(
      painter.session.toggles.first?.edits
        == (10..<14).map { UnitEdit(layer: "main.8", unit: $0, value: 0.5 * Float($0)) })
  }

  @Test func `a concept without a removal, and a single unit, become 0`() throws {
    var painter = try Self.painter()
    painter.type("--2x")
    #expect(
      painter.session.strokes.last?.edits == (3..<7).map { UnitEdit(layer: "main.8", unit: $0) })
    painter.type("t")
    painter.type("t")
    #expect(
      painter.session.toggles.first?.edits == (3..<7).map { UnitEdit(layer: "main.8", unit: $0) })
    // One unit of the list.
    painter.press(.enter)
    painter.type("jtt")
    #expect(painter.session.toggles.last?.edits == [UnitEdit(layer: "main.8", unit: 4)])
  }

  @Test func `a stroke that removes with values survives a file`() throws {
    var painter = try Self.painter()
    painter.type("--x")
    painter.type("tt")
    let model = ModelIdentity(name: "church-64", hash: "00")
    let file = SessionFile(model: model, session: painter.session)
    let read = try SessionFile(bytes: Array(file.json.utf8))
    #expect(read.session == painter.session)
    #expect(read.session.strokes.last?.direction == .remove)
  }
}
