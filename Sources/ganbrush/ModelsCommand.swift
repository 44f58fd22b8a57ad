import ArgumentParser
import Files
import Studio

/// Lists the networks, and tells what is in them.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "List the installed models, look into one, convert or run it.",
    subcommands: [List.self, Inspect.self, Convert.self, Run.self], defaultSubcommand: List.self)

  /// One line a model.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the installed models.")

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var verbosity: VerbosityOptions

    func run() throws {
      let library = AssetLibrary()
      for error in library.unreadableFolders { Console.warn(error.description) }
      let report = ModelsReport(library)
      if json { return try JSONOutput.print(report) }
      guard !library.models.isEmpty else {
        throw Refusal("no models are installed; GANBRUSH_ASSETS names their folder")
      }
      for model in report.models { print(model.line) }
    }
  }
}
