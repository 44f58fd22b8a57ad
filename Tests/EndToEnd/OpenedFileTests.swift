import Foundation
import Painting
import Testing

extension EndToEndTests {
  /// `ganbrush FILE`, and words that are neither a file nor a command.
  struct OpenedFileTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    /// What a file is shows in the refusal: without a terminal only the painter's own words come.
    private func refusal(_ arguments: String...) throws -> String {
      let outcome = try workspace.run(arguments)
      #expect(outcome.status != 0 && outcome.output.isEmpty)
      return outcome.errors
    }

    private static let terminal = "ganbrush: the painter needs a terminal on standard output\n"

    @Test func `pictures, sessions, checkpoints, folders and models are opened by what is in them`()
      throws
    {
      _ = try workspace.rendered("--id", "104")
      let file = try SessionFile(path: workspace.path("rendered.png"))
      try workspace.write(try workspace.bytes("rendered.png"), to: "a picture")
      try workspace.write(file.json, to: "session.dat")
      let checkpoint = "\(Workspace.assets)/Models/church/generator.safetensors"
      try FileManager.default.copyItem(atPath: checkpoint, toPath: workspace.path("weights.bin"))
      let folder = "\(Workspace.assets)/Models/church"
      for name in ["a picture", "session.dat", "weights.bin", folder, "church"] {
        #expect(try refusal(name).hasPrefix(Self.terminal), "\(name)")
        #expect(try refusal("paint", name).hasPrefix(Self.terminal), "\(name)")
      }
    }

    @Test func `a session brings its own model, unless another one is named`() throws {
      let plain = ["--model", "church-plain", "--id", "17", "--out", "a.png"]
      try #require(try workspace.run(["render"] + plain).status == 0)
      let again = try workspace.run("render", "--session", "a.png", "--out", "b.png")
      #expect(again.status == 0, "\(again.errors)")
      #expect(try workspace.bytes("b.png") == workspace.bytes("a.png"))
      let piped = try workspace.shell("ganbrush render --session - --out c.png <a.png")
      #expect(piped.status == 0, "\(piped.errors)")
      #expect(try workspace.bytes("c.png") == workspace.bytes("a.png"))
      let refused = try refusal(
        "render", "--model", "church", "--session", "a.png", "--out", "d.png")
      #expect(refused.contains("was painted with model 'church-plain'"), "\(refused)")
      #expect(refused.contains("the open model is 'church'"), "\(refused)")
    }

    @Test func `what is none of them is said in one line`() throws {
      _ = try workspace.draw("plain.png", width: 16, height: 16)
      try workspace.write([0xFF, 0xD8, 0xFF, 0xE0], to: "photo.png")
      try workspace.write("hello\n", to: "notes.txt")
      try workspace.write("{\"format\": \"ganbrush recipes\"}", to: "recipes.json")
      try workspace.write("", to: "empty")
      try FileManager.default.createDirectory(
        atPath: workspace.path("folder"), withIntermediateDirectories: false)
      let expectation =
        "expected a session (JSON, or PNG that was saved with one) or a generator's checkpoint"
      let segmenter = "\(Workspace.assets)/Models/world-segmenter/segmenter.safetensors"
      for (name, sentence) in [
        ("plain.png", "'plain.png' is a picture without a ganbrush session in it"),
        ("photo.png", "'photo.png' is a JPEG picture, \(expectation)"),
        ("notes.txt", "'notes.txt' is plain text, \(expectation)"),
        (
          "recipes.json",
          "'recipes.json' has format 'ganbrush recipes', expected 'ganbrush session'"
        ),
        ("empty", "'empty' is an empty file, \(expectation)"),
        ("folder", "'folder' is a folder without generator.safetensors, \(expectation)"),
      ] {
        #expect(try refusal(name) == "ganbrush: \(sentence)\n")
      }
      #expect(
        try refusal(segmenter)
          == "ganbrush: '\(segmenter)' is a checkpoint of a segmenter, \(expectation)\n")
    }

    @Test(arguments: [
      ("hlep", "help"), ("disect", "dissect"), ("rendr", "render"), ("modles", "models"),
      ("dcotor", "doctor"), ("shwo", "show"), ("segmnet", "segment"),
    ])
    func `a mistyped command is told which is meant`(word: String, command: String) throws {
      for further in [[], ["--out", "run"], ["church", "-x"]] {
        let outcome = try workspace.run([word] + further)
        #expect(outcome.status == 2)
        #expect(
          outcome.errors
            == "ganbrush: no command and no file '\(word)'; did you mean 'ganbrush \(command)'?\n")
      }
    }

    @Test func `what resembles no command is said to be neither`() throws {
      #expect(
        try refusal("pictures/church.png")
          == "ganbrush: no command and no file 'pictures/church.png'; 'ganbrush help' lists the commands\n"
      )
      #expect(
        try refusal("models", "inpect", "church")
          == "ganbrush: no command 'inpect'; did you mean 'ganbrush models inspect'?\n")
      #expect(
        try refusal("inspect", "church")
          == "ganbrush: no command and no file 'inspect'; did you mean 'ganbrush models inspect'?\n"
      )
      #expect(try refusal("--id", "3", "nonesuch").contains("no command and no file 'nonesuch'"))
      #expect(try refusal("--grahpics", "ascii").contains("Did you mean '--graphics'?"))
    }

    @Test func `a file is opened in a terminal, and saved over itself`() throws {
      _ = try workspace.rendered("--id", "104")
      let json = try SessionFile(path: workspace.path("rendered.png")).json
      try workspace.write(json, to: "mine.json")
      let session = try TmuxSession(in: workspace)
      try session.enter("ganbrush mine.json")
      try session.waits(for: "id 104")
      try session.type(" w")
      try session.waits(for: "save session as: mine.json")
      try session.press("Enter")
      try session.waits(for: "saved mine.json in ")
      try session.type("q")
      try session.waitsForShell()
      #expect(try SessionFile(path: workspace.path("mine.json")).session.strokes.count == 1)
      try session.enter("cat mine.json | ganbrush -")
      try session.waits(for: "id 104")
      try session.type("q")
      try session.waitsForShell()
    }
  }
}
