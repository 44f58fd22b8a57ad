import ArgumentParser
import FoundationEssentials

/// A command as the argument parser describes it for other programs.
struct CommandDescription: Decodable {
  /// An option, a flag or a word of a command.
  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String

      private enum CodingKeys: String, CodingKey {
        case kind = "kind"
        case name = "name"
      }

      var text: String { (kind == "long" ? "--" : "-") + name }
    }

    let kind: String
    let isShown: Bool
    let isOptional: Bool
    let isRepeating: Bool
    let names: [Name]?
    let valueName: String?
    let defaultValue: String?
    let values: [String]?
    let abstract: String?

    private enum CodingKeys: String, CodingKey {
      case kind = "kind"
      case isShown = "shouldDisplay"
      case isOptional = "isOptional"
      case isRepeating = "isRepeating"
      case names = "names"
      case valueName = "valueName"
      case defaultValue = "defaultValue"
      case values = "allValues"
      case abstract = "abstract"
    }

    var isPositional: Bool { kind == "positional" }
  }

  let name: String
  let isShown: Bool
  let abstract: String?
  let discussion: String?
  let subcommands: [CommandDescription]?
  let arguments: [Argument]?

  private enum CodingKeys: String, CodingKey {
    case name = "commandName"
    case isShown = "shouldDisplay"
    case abstract = "abstract"
    case discussion = "discussion"
    case subcommands = "subcommands"
    case arguments = "arguments"
  }

  /// What a person is told of, without the help that every command has.
  var shownArguments: [Argument] {
    (arguments ?? []).filter { argument in
      argument.isShown
        && !(argument.names ?? []).contains { ["help", "version"].contains($0.name) }
    }
  }

  var shownSubcommands: [CommandDescription] {
    (subcommands ?? []).filter { $0.isShown && $0.name != "help" }
  }

  /// The whole program.
  static func program() throws -> CommandDescription {
    struct Dump: Decodable {
      let command: CommandDescription

      private enum CodingKeys: String, CodingKey { case command = "command" }
    }
    return try JSONDecoder().decode(Dump.self, from: Data(Ganbrush._dumpHelp().utf8)).command
  }
}
