package import Dissection
import FoundationEssentials
package import Networks

/// The recipe files that are installed with the program, by name.
package struct RecipeShelf: Sendable {
  /// The files' places by their names, `progressive-church` for `progressive-church.json`.
  package let files: [String: String]

  /// Looks into folders of recipe files; where two have a name, the first folder's counts.
  package init(folders: [String] = []) {
    var files: [String: String] = [:]
    for folder in folders.reversed() {
      // A folder of assets need not have recipes.
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for name in names where name.hasSuffix(".json") {
        files[String(name.dropLast(".json".count))] = "\(folder)/\(name)"
      }
    }
    self.files = files
  }

  /// An installed book that was made for a checkpoint, or may have been.
  package struct Candidate: Sendable {
    package let name: String
    package let book: RecipeBook
    package let fit: RecipeBook.Fit
  }

  /// Lists the installed books that fit a checkpoint.
  ///
  /// - Parameters:
  ///   - generator: The network in the checkpoint.
  ///   - identity: Tells the checkpoint's name and hash; asked only where a book's shape fits, since
  ///     a large file takes a while to hash.
  /// - Returns: Those with the strongest reason first, then by name.
  /// - Throws: `Model.Failure` that names a file that is no recipe file, or what `identity` throws.
  package func candidates(
    for generator: Generator, _ identity: () throws(Model.Failure) -> ModelIdentity
  ) throws(Model.Failure) -> [Candidate] {
    var candidates: [Candidate] = []
    for (name, path) in files.sorted(by: { $0.key < $1.key }) {
      let book = try Self.book(path)
      guard book.suits(generator) else { continue }
      let identity = try identity()
      if let fit = book.fit(generator, name: identity.name, hash: identity.hash) {
        candidates.append(Candidate(name: name, book: book, fit: fit))
      }
    }
    return candidates.sorted { ($0.fit, $0.name) < ($1.fit, $1.name) }
  }

  /// Reads a recipe file.
  package static func book(_ path: String) throws(Model.Failure) -> RecipeBook {
    do {
      return try RecipeBook(json: Data(try SessionFile.read(path)))
    } catch {
      throw Model.Failure(path: path, reason: "\(error)")
    }
  }
}
