import ArgumentParser
import Files
import Foundation
import Networks
import Painting
import Frames
import Studio
import Terminal

/// Tells what is known of this machine, and why pictures look as they do.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Report what was detected, and what follows from it.")

  @OptionGroup var graphics: GraphicsOptions

  func run() throws {
    print("ganbrush \(Release.version)")
    reportTerminal()
    reportModels()
  }

  /// Reports on the terminal that controls the program, also where a file or a pipe gets the report.
  private func reportTerminal() {
    print("\nterminal")
    do {
      let capabilities = try graphics.capabilities()
      for finding in capabilities.findings { show(finding) }
      print("  pictures are shown as\n      \(graphics.backend(for: capabilities).title)")
    } catch {
      show(Self.absence(error))
      let capabilities = Capabilities(Surroundings())
      for finding in capabilities.surroundings.findings(capabilities.colourDepth) { show(finding) }
    }
  }

  private func show(_ finding: Finding) {
    print("  \(finding.question)")
    print("      \(shown: finding.answer) → \(shown: finding.conclusion)")
    if let advice = finding.advice { print("      advice: \(shown: advice)") }
  }

  private static func absence(_ error: TerminalError) -> Finding {
    let isRemote = ProcessInfo.processInfo.environment["SSH_CONNECTION"] != nil
    return Finding(
      "terminal (/dev/tty)", answer: error.description,
      conclusion: "the painter and show would refuse to start",
      advice: isRemote
        ? "`ssh -t` gives a command a terminal" : "start it from a shell in a terminal")
  }

  private func reportModels() {
    let library = AssetLibrary()
    print("\nmodels")
    for folder in library.folders { print("  looked in \(shown: folder)") }
    for error in library.unreadableFolders { print("  \(error)") }
    for failure in library.recipes.broken { print("  recipes cannot be used: \(failure)") }
    if library.models.isEmpty { print("  none; GANBRUSH_ASSETS names the folder of Models/") }
    for (name, path) in library.models {
      do {
        let clock = ContinuousClock()
        let start = clock.now
        let model = try Model(path: path)
        let loaded = clock.now
        _ = try model.generator.render([Float](repeating: 0, count: model.generator.latentSize))
        let rendered = clock.now
        print(
          "  \(shown: name): loads in \(milliseconds(loaded - start)), "
            + "first render \(milliseconds(rendered - loaded))")
      } catch {
        print("  \(shown: name): \(error)")
      }
    }
  }

  private func milliseconds(_ duration: Duration) -> String {
    "\(Int((duration / .milliseconds(1)).rounded(.up))) ms"
  }
}
