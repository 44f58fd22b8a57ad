import Dissection
import Experiments
import Networks
import Painting
import Recipes
import TestSupport
import Testing
import Units

extension EndToEndTests {
  /// Recipes that a dissection wrote, in the programs that paint.
  struct RecipeFileTests {
    private let workspace: Workspace

    init() throws {
      workspace = try Workspace()
      let generator = try Model(path: "\(Workspace.assets)/Models/church").generator
      let book = try RecipeBook(
        .sample(layers: [("layer4", 8, 128)]), of: .progressive, layers: generator.layers)
      try workspace.write(book.json, to: "r.json")
    }

    @Test func `render and models inspect take recipes of a dissection`() throws {
      let picture = try workspace.rendered("--id", "12")
      #expect(try workspace.rendered("--id", "12", "--recipes", "r.json") == picture)
      let outcome = try workspace.run("models", "inspect", "church", "--recipes", "r.json")
      #expect(outcome.status == 0 && outcome.output.contains("roof"), "\(outcome.output)")
    }

    @Test func `the painter's brushes are those of a dissection`() throws {
      let session = try TmuxSession(in: workspace)
      let painter = try Painter(in: session)
      try painter.start("--id 12 --recipes r.json")
      try session.waits(for: "the concepts of the file") {
        $0.contains("door") && $0.contains("roof") && $0.contains("brick")
          && !$0.contains("window")
      }
      try painter.paint()
    }
  }
}
