package import Recipes
package import Files
package import Networks
import Units

/// The recipe files that are installed with the program, by name.
package struct RecipeShelf: Sendable {
  /// The files' places by their names, `progressive-church` for `progressive-church.json`.
  package let files: [String: String]
  /// Folders that are there and cannot be read.
  package let unreadableFolders: [FileFailure]

  /// Looks into folders of recipe files; where two have the same name, the one of the first folder
  /// counts.
  package init(folders: [String] = []) {
    var files: [String: String] = [:]
    var unreadable: [FileFailure] = []
    for folder in folders.reversed() {
      do {
        for name in try InputFolder.names(in: folder) where name.hasSuffix(".json") {
          files[String(name.dropLast(".json".count))] = "\(folder)/\(name)"
        }
      } catch InputError.missing {
        // A folder of assets need not have recipes.
      } catch {
        unreadable.append(FileFailure(path: folder, reason: "cannot be read: \(error.reason)"))
      }
    }
    self.files = files
    unreadableFolders = unreadable
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
  /// - Returns: The books, those with the strongest reason first, then by name; and the files that
  ///   cannot be used: one broken file must not block the others.
  /// - Throws: What `identity` throws.
  package func candidates(
    for generator: Generator, _ identity: () throws(FileFailure) -> ModelIdentity
  ) throws(FileFailure) -> (fitting: [Candidate], skipped: [FileFailure]) {
    var candidates: [Candidate] = []
    var skipped = unreadableFolders
    for (name, path) in files.sorted(by: { $0.key < $1.key }) {
      let book: RecipeBook
      do {
        book = try Self.book(path, .regular)
      } catch {
        skipped.append(error)
        continue
      }
      guard book.suits(generator.layers, of: generator.architecture.family) else { continue }
      let identity = try identity()
      let fit = book.fit(
        generator.layers, of: generator.architecture.family, name: identity.name,
        hash: identity.hash)
      if let fit {
        candidates.append(Candidate(name: name, book: book, fit: fit))
      }
    }
    return (candidates.sorted { ($0.fit, $0.name) < ($1.fit, $1.name) }, skipped)
  }

  /// Every installed file that cannot be used, for whichever model.
  package var broken: [FileFailure] {
    unreadableFolders
      + files.sorted { $0.key < $1.key }.compactMap { _, path in
        do {
          _ = try Self.book(path, .regular)
          return nil
        } catch {
          return error as? FileFailure
        }
      }
  }

  /// Reads a recipe file; only one that a person names may be a pipe.
  package static func book(
    _ path: String, _ kinds: FileKinds = .streams
  ) throws(FileFailure) -> RecipeBook {
    do {
      return try RecipeBook(json: try InputFile.bytes(of: path, limit: JSONFile.limit, kinds))
    } catch let error as InputError {
      throw FileFailure(path: path, reason: "cannot be read: \(error.reason)")
    } catch {
      throw FileFailure(path: path, reason: "\(error)")
    }
  }
}
