import ArgumentParser
import Foundation

/// The command line: the only target that prints.
@main
struct Ganbrush: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ganbrush",
    abstract: "Paint with the units of a generative adversarial network, in the terminal.",
    discussion: """
      Without a command the painter starts. Press ? in it for its keys.
      """,
    version: Release.version,
    subcommands: [
      PaintCommand.self, RenderCommand.self, ModelsCommand.self, ShowCommand.self,
      SegmentCommand.self, ClassifyCommand.self, ScenesCommand.self, BenchCommand.self,
      DoctorCommand.self,
    ],
    defaultSubcommand: PaintCommand.self)

  /// Runs the command, and turns errors into one line and a status: 2 for wrong arguments, else 1.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
      end(0)
    } catch let refusal as Refusal {
      complain(refusal.message)
      end(refusal.status)
    } catch {
      switch exitCode(for: error) {
      case .success: exit(withError: error)
      case .validationFailure:
        complain(fullMessage(for: error), prefix: "")
        end(2)
      default:
        complain("\(error)")
        end(1)
      }
    }
  }

  /// Ends the process without its destructors.
  ///
  /// The renderer may be in the middle of a layer, with other threads at work for it.
  private static func end(_ status: Int32) -> Never {
    fflush(nil)
    _exit(status)
  }

  /// Says what is wrong and keeps nothing from being done.
  static func warn(_ message: String) { complain(Refusal(message).message, prefix: "warning: ") }

  private static func complain(_ message: String, prefix: String = "ganbrush: ") {
    FileHandle.standardError.write(Data("\(prefix)\(message)\n".utf8))
  }
}
