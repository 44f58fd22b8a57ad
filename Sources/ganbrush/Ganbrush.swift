import ArgumentParser
import Files
import Glibc
import Studio
import Tensors

/// The command line: the only target that prints.
@main
struct Ganbrush: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ganbrush",
    abstract: "Paint with the units of a generative adversarial network, in the terminal.",
    discussion: """
      Without a command the painter starts; ganbrush FILE opens a picture that was saved by it, a \
      session, a checkpoint, or an installed model by its name. Press ? in the painter for its keys.
      """,
    version: "ganbrush \(Release.version)",
    subcommands: [
      PaintCommand.self, RenderCommand.self, ModelsCommand.self, ShowCommand.self,
      SegmentCommand.self, ClassifyCommand.self, DissectCommand.self, MergeCommand.self,
      UnitCommand.self, AblateCommand.self, InsertCommand.self, AceCommand.self,
      ArtifactsCommand.self,
      RemovalsCommand.self, ImportanceCommand.self, ScenesCommand.self, BenchCommand.self,
      DoctorCommand.self, ManualCommand.self,
    ],
    defaultSubcommand: PaintCommand.self)

  /// Runs the command, and turns errors into one line and a status: 2 for wrong arguments, else 1.
  static func main() {
    let start = ContinuousClock.now
    Descriptor.occupyStandardNumbers()
    refuseDamagedArguments()
    Interruption.watch()
    do {
      try checkProcessor()
      try Preferences.load()
      try CommandSuggestion.check(Array(CommandLine.arguments.dropFirst()), of: Ganbrush.self)
      var command = try parseAsRoot()
      try command.run()
      Console.tell("took \(((ContinuousClock.now - start) / .seconds(1)).decimals(2)) s")
      Console.end(0)
    } catch OutputError.closed {
      // As for results: the shell shows the signal's status.
      Console.end(128 + SIGPIPE)
    } catch let refusal as Refusal {
      Console.complain(refusal.message)
      Console.end(refusal.status)
    } catch {
      let message = fullMessage(for: error)
      switch exitCode(for: error) {
      case .success:
        // Help, the version, completions: what the arguments asked for.
        if !message.isEmpty { print(CompletionScript.completed(message)) }
        Console.end(0)
      case .validationFailure:
        Console.complain(withoutParserWords(message), prefix: "")
        Console.end(2)
      default:
        Console.complain("\(error)")
        Console.end(1)
      }
    }
  }

  /// Refuses a level of the processor that it does not have, before anything is computed.
  private static func checkProcessor() throws {
    do {
      _ = try ProcessorLevel.chosen()
    } catch {
      throw Refusal("\(error)", status: 2)
    }
  }

  /// Ends the program where an argument is not UTF-8: decoded, it would name another file.
  private static func refuseDamagedArguments() {
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let argument = unsafe CommandLine.unsafeArgv[index],
        unsafe String(validatingCString: argument) == nil
      else { continue }
      let bytes = unsafe UnsafeBufferPointer(start: argument, count: strlen(argument))
        .map(UInt8.init(bitPattern:))
      let escaped = bytes.map { byte in
        UnicodeScalar(byte).isASCII
          ? "\(UnicodeScalar(byte))" : "\\x\(String(byte, radix: 16, uppercase: true))"
      }.joined()
      Console.complain("the argument '\(shown: escaped)' is damaged, expected UTF-8")
      Console.end(2)
    }
  }
}
