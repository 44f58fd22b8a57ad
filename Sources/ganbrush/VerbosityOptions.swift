import ArgumentParser

/// How much a command says on standard error beside errors.
struct VerbosityOptions: ParsableArguments {
  @Flag(
    name: .shortAndLong,
    help: "Also say which networks and recipes are read, and how long the command took.")
  var verbose = false

  @Flag(name: .shortAndLong, help: "Say nothing but results and errors: no warnings, no progress.")
  var quiet = false

  func validate() throws {
    guard !verbose || !quiet else {
      throw ValidationError("--verbose and --quiet exclude each other")
    }
    // What warns and shows progress stands in many places, none of which knows the command.
    Console.verbosity = quiet ? .quiet : verbose ? .verbose : .usual
  }
}
