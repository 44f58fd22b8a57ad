import ArgumentParser
import Files
import FoundationEssentials

/// Where a person wants a file: a path, or `-` for standard output.
struct OutputTarget: ExpressibleByArgument {
  let path: String

  init(path: String) { self.path = path }

  init(argument: String) { path = argument == "-" ? OutputFile.standardOutput : argument }

  /// The path, for a sentence about the file.
  var name: String { path == OutputFile.standardOutput ? "standard output" : path }

  /// Whether nothing else may be printed on standard output.
  var isStandardOutput: Bool { OutputFile.isStandardOutput(path) }

  /// Whether writing to the other target would replace what is written to this one.
  func isSame(as other: OutputTarget) -> Bool {
    Folder.isSame(path, other.path)
      || URL(file: path).standardizedFileURL == URL(file: other.path).standardizedFileURL
  }

  /// Refuses a name that tells of another format than `format` and `others`.
  func validate(as format: FileFormat, or others: FileFormat..., for option: String) throws {
    do {
      try format.check(path, or: others)
    } catch {
      throw ValidationError("\(option): \(error)")
    }
  }

  /// Prints a line about the file, on standard error where the file itself is on standard output.
  func report(_ line: String) {
    if isStandardOutput { Console.mention(line) } else { print(line) }
  }
}
