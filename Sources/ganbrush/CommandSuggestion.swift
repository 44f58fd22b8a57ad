import ArgumentParser
import Files
import FoundationEssentials
import Studio

/// Tells a command that was mistyped from a file that is not there.
enum CommandSuggestion {
  /// Refuses a first word that is neither a command nor something that the painter could open.
  ///
  /// - Parameters:
  ///   - arguments: The words after the command's name.
  ///   - command: The command that they were given to.
  ///   - isTopic: Whether help is asked for, which is there for commands only.
  /// - Throws: ``Refusal`` that names the word, and the command that is meant.
  static func check(
    _ arguments: [String], of command: any ParsableCommand.Type, isTopic: Bool = false
  ) throws {
    guard let word = arguments.first, !word.isEmpty, !word.hasPrefix("-") else { return }
    let rest = Array(arguments.dropFirst())
    if word == "help", isRoot(command) { return try check(rest, of: command, isTopic: true) }
    for chosen in command.configuration.subcommands where chosen.name == word {
      return try check(rest, of: chosen, isTopic: isTopic)
    }
    guard !command.configuration.subcommands.isEmpty,
      isTopic || !isRoot(command) || !isOpenable(word)
    else { return }
    throw refusal(of: word, in: command, isTopic: isTopic)
  }

  /// Whether a word names what the painter could open.
  static func isOpenable(_ word: String) -> Bool {
    FileManager.default.fileExists(atPath: word)
      || AssetLibrary().models.contains { $0.name == word }
  }

  /// Says that there is neither, and which command is meant; of a topic, that there is no such command.
  static func refusal(
    of word: String, in command: any ParsableCommand.Type = Ganbrush.self, isTopic: Bool = false
  ) -> Refusal {
    var names = isRoot(command) ? ["help"] : []
    for known in command.configuration.subcommands where known.configuration.shouldDisplay {
      names.append(known.name)
    }
    let isRoot = isRoot(command)
    let prefix = isRoot ? "ganbrush" : "ganbrush \(command.name)"
    let found = isRoot && !isTopic ? "no command and no file" : "no command"
    // A word that belongs to a group of commands, such as inspect to models.
    let group = command.configuration.subcommands.first {
      $0.configuration.subcommands.contains { $0.name == word }
    }
    let meant = group.map { "\($0.name) \(word)" } ?? nearest(to: word, in: names)
    let advice =
      meant.map { "did you mean '\(prefix) \($0)'?" }
      ?? "'\(isRoot ? "ganbrush help" : "ganbrush help \(command.name)")' lists the commands"
    return Refusal("\(found) '\(shown: word)'; \(advice)", status: 2)
  }

  private static func isRoot(_ command: any ParsableCommand.Type) -> Bool {
    ObjectIdentifier(command) == ObjectIdentifier(Ganbrush.self)
  }

  /// The name that a word most resembles, if it does.
  static func nearest(to word: String, in names: [String]) -> String? {
    let limit = max(1, min(2, word.count / 2))
    let found = names.map { (name: $0, distance: distance(word, $0)) }
      .filter { $0.distance <= limit }
    return found.min { $0.distance < $1.distance }?.name
  }

  /// How many letters are wrong, missing, needless or swapped with their neighbour.
  static func distance(_ first: String, _ second: String) -> Int {
    let (a, b) = (Array(first), Array(second))
    var rows = [Array(0...b.count)]
    for i in 1..<a.count + 1 {
      var row = [i]
      for j in 1..<b.count + 1 {
        let isSame = a[i - 1] == b[j - 1]
        var least = min(rows[i - 1][j - 1] + (isSame ? 0 : 1), rows[i - 1][j] + 1, row[j - 1] + 1)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          least = min(least, rows[i - 2][j - 2] + 1)
        }
        row.append(least)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}

extension ParsableCommand {
  /// The word by which the command is called.
  static var name: String { configuration.commandName ?? "\(self)".lowercased() }
}
