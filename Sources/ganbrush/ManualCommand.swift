import ArgumentParser

/// Prints the manual page, for `make manual`.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the manual page.", shouldDisplay: false)

  func run() throws {
    Console.show(Array(ManualPage(of: try CommandDescription.program()).text.utf8))
  }
}
