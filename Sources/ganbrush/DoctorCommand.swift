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

  private func reportTerminal() {
    print("\nterminal")
    guard isatty(STDOUT_FILENO) != 0 else {
      return print("  standard output is not a terminal: the painter would refuse to start")
    }
    do {
      let (capabilities, _) = try graphics.probe()
      for finding in capabilities.findings {
        let answer = "\(shown: finding.answer) → \(shown: finding.conclusion)"
        print("  \(finding.question)\n      \(answer)")
      }
      print("  pictures are shown as\n      \(graphics.backend(for: capabilities).title)")
    } catch {
      print("  cannot be asked: \((error as? Refusal)?.message ?? "\(error)")")
    }
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
