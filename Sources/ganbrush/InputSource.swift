import ArgumentParser
import Files

/// A file that a person names to be read: a path, or `-` for standard input.
struct InputSource: ExpressibleByArgument {
  let path: String

  init(argument: String) { path = argument == "-" ? InputFile.standardInput : argument }

  /// The path, for a sentence about the file.
  var name: String { InputFile.name(of: path) }

  var isStandardInput: Bool { path == InputFile.standardInput }

  /// Refuses to read two files from standard input, which has only one.
  static func expectOneFromStandardInput(_ sources: [InputSource?]) throws {
    guard sources.count(where: { $0?.isStandardInput == true }) < 2 else {
      throw ValidationError("only one file can be read from standard input")
    }
  }
}
