import ArgumentParser
import Files
import Tensors

/// Tells what is known of this machine, and why pictures look as they do.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Report what was detected, and what follows from it.")

  @OptionGroup var graphics: GraphicsOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var verbosity: VerbosityOptions

  func run() throws {
    let report = DoctorReport(graphics)
    if json { return try JSONOutput.print(report) }
    print("ganbrush \(report.version)")
    if let settings = report.settings { print("settings from \(shown: settings)") }
    print(
      """
      \nprocessor
        kernels for \(report.processor.rawValue) are used, of \
      \(report.processorLevels.map(\.rawValue).joined(separator: ", "))
      """)
    show(report.terminal)
    showModels(report)
  }

  private func show(_ terminal: DoctorReport.TerminalNote) {
    print("\nterminal")
    for finding in terminal.findings {
      print("  \(finding.question)")
      print("      \(shown: finding.answer) → \(shown: finding.conclusion)")
      if let advice = finding.advice { print("      advice: \(shown: advice)") }
    }
    if let pictures = terminal.pictures { print("  pictures are shown as\n      \(pictures)") }
  }

  private func showModels(_ report: DoctorReport) {
    print("\nmodels")
    for folder in report.folders { print("  looked in \(shown: folder)") }
    for problem in report.problems { print("  \(problem)") }
    if report.models.isEmpty { print("  none; GANBRUSH_ASSETS names the folder of Models/") }
    for model in report.models {
      if let loading = model.loading, let render = model.firstRender {
        print("  \(shown: model.name): loads in \(loading) ms, first render \(render) ms")
      } else {
        print("  \(shown: model.name): \(model.error ?? "")")
      }
    }
  }
}
