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
  ///   - updated: A file that was read and is written again with what was in it.
  /// - Throws: `Refusal`, where a file is to stay; `OutputError`, where it could not be written.
  func expectFree(_ targets: [OutputTarget?], updating updated: String? = nil) throws {
    let targets = targets.compactMap(\.self)
    for target in targets { try OutputFile.rehearse(target.path) }
    try ask(about: targets, updating: updated)
  }

  /// Does the same for files of some names in a folder that need not be there.
  ///
  /// - Throws: As `expectFree` does.
  func expectFree(_ names: [String], in folder: String) throws {
    try expectFree(names.map { OutputTarget(path: "\(folder)/\($0)") }, in: folder)
  }

  /// Does the same for files in a folder that need not be there.
  ///
  /// - Throws: As `expectFree` does.
  func expectFree(_ files: [OutputTarget], in folder: String) throws {
    try Folder.rehearse(folder)
    try ask(about: files)
  }

  private func ask(about targets: [OutputTarget], updating updated: String? = nil) throws {
    guard !force else { return }
    let lost = targets.filter { target in
      ExistingFile.isLost(target.path)
        && updated.map { Folder.isSame($0, target.path) } != true
    }
    guard let first = lost.first else { return }
    let (others, isOne) = (lost.count - 1, lost.count == 1)
    let names = "'\(shown: first.path)'" + (isOne ? "" : " and \(others) more of these files")
    let pronoun = isOne ? "it" : "them"
    guard isatty(STDIN_FILENO) != 0, isatty(STDERR_FILENO) != 0 else {
      throw Refusal("\(names) \(isOne ? "exists" : "exist"); --force replaces \(pronoun)")
    }
    Console.note("\(names) \(isOne ? "exists" : "exist"). Replace \(pronoun)? [y/N] ")
    guard ["y", "yes"].contains(readLine()?.lowercased() ?? "") else {
      throw Refusal("\(names) \(isOne ? "is left as it is" : "are left as they are")")
    }
  }
}
