import ArgumentParser
import Files
import Glibc

/// Whether a file that a person named may take the place of another one.
struct OverwriteOptions: ParsableArguments {
  @Flag(name: .long, help: "Replace files that exist, without a question.")
  var force = false

  /// Asks on a terminal before files are replaced, and refuses it elsewhere; refuses what cannot be written.
  ///
  /// It comes before the work, so that nobody waits for a file that is then refused.
  ///
  /// - Parameters:
  ///   - targets: The files that are to be written; nil for none.
  ///   - updated: Files that were read and are written again with what was in them.
  /// - Throws: `Refusal`, where a file is to stay; `OutputError`, where it could not be written.
  func expectFree(_ targets: [OutputTarget?], updating updated: [String] = []) throws {
    let targets = targets.compactMap(\.self)
    for target in targets { try OutputFile.rehearse(target.path) }
    try ask(about: targets, updating: updated)
  }

  /// Does the same for files in a folder that need not be there.
  ///
  /// - Throws: As `expectFree` does.
  func expectFree(_ files: [OutputTarget], in folder: String) throws {
    try Folder.rehearse(folder)
    try ask(about: files)
  }

  private func ask(about targets: [OutputTarget], updating updated: [String] = []) throws {
    guard !force else { return }
    for target in targets where ExistingFile.isLost(target.path) {
      guard !updated.contains(where: { Folder.isSame($0, target.path) }) else { continue }
      guard isatty(STDIN_FILENO) != 0, isatty(STDERR_FILENO) != 0 else {
        throw Refusal("'\(shown: target.path)' exists; --force replaces it")
      }
      Console.note("'\(shown: target.path)' exists. Replace it? [y/N] ")
      let answer = readLine()?.lowercased() ?? ""
      guard ["y", "yes"].contains(answer) else {
        throw Refusal("'\(shown: target.path)' is left as it is")
      }
    }
  }
}
