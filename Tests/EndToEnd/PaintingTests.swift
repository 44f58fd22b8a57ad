import Recipes
import Foundation
import Painting
import Pictures
import Testing
import Units
import Networks

extension EndToEndTests {
  /// The painter in a shell's window: keys in, screens and files out.
  struct PaintingTests {
    private let workspace: Workspace
    private let session: TmuxSession
    private let painter: Painter
    private let view: PaintView

    init() throws {
      workspace = try Workspace()
      session = try TmuxSession(in: workspace)
      painter = try Painter(in: session)
      view = painter.view
    }

    @Test
    func `a stroke is painted, undone, redone and saved, and the shell comes back`() throws {
      let modes = try session.modes()
      try painter.start()
      let (row, column) = (view.centre.row - 2, view.centre.column + 1)
      let blank = view.mark(row: row, column: column, on: try session.screen())
      #expect(blank.allSatisfy { $0 == " " })
      try session.type("1kkl")
      try session.waits(for: "cell \(row),\(column)")
      try session.type(" ")
      try painter.waits(forMark: "1+", row: row, column: column)
      try session.type("u")
      try session.waits(for: "undone")
      try painter.waits(forMark: blank, row: row, column: column)
      try session.type("U")
      try session.waits(for: "redone")
      try painter.waits(forMark: "1+", row: row, column: column)
      try session.type("x")
      try painter.waits(forMark: "1×", row: row, column: column)
      try session.type("u")
      try painter.waits(forMark: "1+", row: row, column: column)
      try painter.savePicture()
      try session.waits(for: "saved church-id12.png")
      try session.type("q")
      try session.waitsForShell()
      #expect(try session.modes() == modes)
      #expect(try !session.screen().contains("church · "))

      let plain = try workspace.rendered("--id", "12")
      let painted = try workspace.picture("church-id12.png")
      let cell = view.pixels(row: row, column: column, in: plain)
      let inside = painted.difference(to: plain) { cell.contains(x: $0, y: $1) }
      // The layers that follow carry a cell's change less than two cells further.
      let reach = cell.grown(by: 2 * cell.width)
      let outside = painted.difference(to: plain) { !reach.contains(x: $0, y: $1) }
      #expect(inside.mean > 4, "the cell changed by \(inside.mean) of 255")
      #expect(outside.largest <= 1, "far from the cell a value changed by \(outside.largest)")

      #expect(try workspace.rendered("--session", "church-id12.png") == painted)
      #expect(try workspace.bytes("rendered.png") == workspace.bytes("church-id12.png"))
      try painter.start("--session church-id12.png")
      try painter.waits(forMark: "1+", row: row, column: column)
    }

    @Test
    func `a unit of a checkpoint without recipes is painted with the level that it measured`()
      throws
    {
      try session.enter("ganbrush --id 12 --model \(Self.bareCheckpoint)")
      try session.waits(for: "single units are the brushes; m or --recipes FILE gives concepts")
      // The header has the time of a render when nothing is measured any more.
      try session.waits(for: "a header with single units and a time") {
        $0.contains(/dcgan · main\.5 8×8×12 · id 12 · single units .* \d+ ms/)
      }
      try session.type("/3")
      try session.press("Enter")
      try session.waits(for: "the level of unit 3") { $0.contains(/unit 3 · level \d+\.\d\d ·/) }
      try session.type("\(painter.target.keys) ")
      try painter.waits(forMark: "4+", row: painter.target.row, column: painter.target.column)
      try painter.savePicture()
      try session.waits(for: "saved dcgan-id12.png")
      try session.type("q")
      try session.waitsForShell()

      let saved = try SessionFile(path: workspace.path("dcgan-id12.png")).session
      let stroke = try #require(saved.strokes.last)
      let generator = try Model(path: Self.bareCheckpoint).generator
      var measurement = QuantileMeasurement(
        try #require(generator.layer("main.5")), latentSize: generator.latentSize)
      while !measurement.isComplete { measurement.advance(generator) }
      let level = try measurement.table().activation(at: QuantileTable.level, unit: 3)
      #expect(stroke.edits == [UnitEdit(layer: "main.5", unit: 3, value: level)])
      let plain = try workspace.rendered("--id", "12", "--model", Self.bareCheckpoint)
      #expect(try workspace.picture("dcgan-id12.png") != plain)
    }

    /// A small random DCGAN with 8×8 cells at `main.5`, as the shipped model has.
    private static let bareCheckpoint = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../NetworksTests/Fixtures/dcgan.safetensors").standardizedFileURL.path
  }
}
