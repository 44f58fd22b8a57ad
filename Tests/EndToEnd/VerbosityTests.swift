import Foundation
import Testing

extension EndToEndTests {
  /// How much commands say beside their results.
  struct VerbosityTests {
    private let workspace: Workspace

    /// A picture whose end chunk is missing, which is worth a warning.
    init() throws {
      workspace = try Workspace()
      _ = try workspace.draw("whole.png", width: 40, height: 40)
      try workspace.write(Array(try workspace.bytes("whole.png").dropLast(12)), to: "endless.png")
    }

    @Test(arguments: ["-q", "--quiet"])
    func `a quiet command says results and errors, and nothing else`(flag: String) throws {
      for command in ["segment", "classify"] {
        let usual = try workspace.run(command, "endless.png")
        let quiet = try workspace.run(command, "endless.png", flag)
        #expect(usual.errors.contains("no end chunk") && quiet.errors.isEmpty)
        #expect(quiet.status == 0 && quiet.output == usual.output)
      }
      let failed = try workspace.run("segment", "nowhere.png", flag)
      #expect(failed.status == 1 && failed.errors == "ganbrush: no file at 'nowhere.png'\n")
    }

    @Test(arguments: ["-v", "--verbose"])
    func `a verbose command also says what it reads and how long it took`(flag: String) throws {
      let rendered = try workspace.run("render", "--out", "a.png", flag)
      #expect(rendered.status == 0 && rendered.output.isEmpty)
      #expect(rendered.errors.contains("church/generator.safetensors: Progressive GAN, opened in "))
      #expect(rendered.errors.contains("church/recipes.json: recipes\n"))
      #expect(rendered.errors.contains(/ganbrush: took \d+\.\d\d s\n$/))
      let usual = try workspace.run("segment", "whole.png")
      let seen = try workspace.run("segment", "whole.png", flag)
      #expect(seen.output == usual.output && usual.errors.isEmpty)
      #expect(seen.errors.contains("segmenter.safetensors: U-Net, safetensors\n"), "\(seen.errors)")
    }

    @Test func `verbose and quiet exclude each other`() throws {
      let outcome = try workspace.run("models", "-q", "-v")
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("--verbose and --quiet exclude each other"))
    }
  }
}
