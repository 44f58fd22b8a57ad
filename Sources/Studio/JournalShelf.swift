package import Files
import FoundationEssentials
import Glibc
package import Painting
package import Units

/// The folders in which journals of painters are kept, and sessions that earlier versions left there.
package struct JournalShelf: Sendable {
  /// What an interrupted painter left.
  package struct Offer: Equatable, Sendable {
    package let path: String
    /// The painter that still has it, if that has not ended.
    package let holder: Int32?
    /// The name of its model, if that is not the one that is open.
    package var model: String? = nil
    /// Where older ones are, the newest first, as far as they were looked for.
    package var others: [String] = []
  }

  /// A folder that may be used.
  private struct Place: Sendable {
    let path: String
    let isAmongOthers: Bool

    func open(toWrite: Bool = false) throws(OutputError) -> PrivateFolder {
      try PrivateFolder(path, isAmongOthers: isAmongOthers, isToBeWritten: toWrite)
    }
  }

  private let places: [Place]

  /// As many are kept, however old they are.
  private static let mostKept = 32
  /// Older ones beyond those are removed: 30 days, in seconds.
  private static let longestKept = 30 * 86_400
  /// Files with higher numbers are no journals: each journal leaves room for the next number.
  private static let highestNumber = 1_000_000_000_000
  /// The ending of journals that could not be read to their ends, when nobody needs the rest.
  private static let damagedEnding = "\(SessionFile.journalEnding).damaged"

  /// The folders that may be used, the best first: `$XDG_STATE_HOME/ganbrush`, by default
  /// `$HOME/.local/state/ganbrush`, then one for this login, then one among temporary files.
  package init(environment: [String: String] = PersonalFolder.variables) {
    let state = PersonalFolder.state(environment).map { Place(path: $0.path, isAmongOthers: false) }
    let others = PersonalFolder.temporary(environment).map {
      Place(path: $0.path, isAmongOthers: true)
    }
    places = [state].compactMap { $0 } + others
  }

  /// The paths of the folders, the best first.
  package var folders: [String] { places.map(\.path) }

  // MARK: Keeping

  /// Opens the best folder that can be written.
  ///
  /// - Returns: The folder, and why a better one cannot be used.
  /// - Throws: `OutputError` of the best folder, where none can be written.
  package func openFolder() throws(OutputError) -> (folder: PrivateFolder, complaint: OutputError?)
  {
    var first: OutputError?
    for place in places {
      do { return (try place.open(toWrite: true), first) } catch { first = first ?? error }
    }
    throw first ?? .noFolder("", reason: "no place is known")
  }

  /// Makes a journal in the best folder that has room for it.
  ///
  /// It is newer than all others in the folder, whatever the clock says.
  ///
  /// - Parameter body: Writes what it begins with; called once more for each further folder.
  /// - Returns: The journal, and why it is not in a better folder.
  /// - Throws: `OutputError` of the best folder; there is no journal then.
  package func makeJournal(
    _ body: (AppendedFile) throws(OutputError) -> Void
  ) throws(OutputError) -> (file: AppendedFile, complaint: OutputError?) {
    var first: OutputError?
    for place in places {
      do throws(OutputError) {
        return (try Self.makeJournal(in: try place.open(toWrite: true), body), first)
      } catch {
        first = first ?? error
      }
    }
    throw first ?? .noFolder("", reason: "no place is known")
  }

  private static func makeJournal(
    in folder: PrivateFolder, _ body: (AppendedFile) throws(OutputError) -> Void
  ) throws(OutputError) -> AppendedFile {
    // It has its number at once, and its name in full when it is whole.
    let file = try makeFile(in: folder)
    do {
      return try file.replaced(by: body)
    } catch {
      file.remove()
      throw error
    }
  }

  private static func makeFile(in folder: PrivateFolder) throws(OutputError) -> AppendedFile {
    var number = (folder.names.compactMap(Self.number).max() ?? 0) + 1
    while true {
      guard number <= highestNumber else {
        throw .unwritable(folder.path, reason: "a journal has the highest number")
      }
      do {
        return try AppendedFile("\(Self.padded(number))\(SessionFile.journalEnding)", in: folder)
      } catch {
        guard case .exists = error else { throw error }
        number += 1
      }
    }
  }

  private static func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }

  /// The number of a journal by the name of its file; later ones have higher numbers.
  private static func number(_ name: String) -> Int? {
    guard name.hasSuffix(SessionFile.journalEnding) else { return nil }
    let number = Int(name.prefix { $0.isASCII && $0.isNumber })
    return number.flatMap { $0 <= highestNumber ? $0 : nil }
  }

  // MARK: Offering

  /// The newest session of the model that nobody has saved or given up; one that a living painter still
  /// has only where nobody else left any.
  ///
  /// - Parameters:
  ///   - model: The generator that is open.
  ///   - layers: Its layers.
  ///   - painter: The painter that asks, whose own journal is passed over.
  /// - Returns: Where it is, and who still has it; nil where there is none.
  package func newest(
    for model: ModelIdentity, layers: [LayerSummary], except painter: Int32? = nil
  ) -> Offer? {
    offers(except: painter, atMost: 1) { Self.painter(of: $0, in: $1, model, layers) }.first
  }

  /// The newest session of a model that is not open, which nobody has saved, given up or still has.
  ///
  /// - Parameters:
  ///   - model: The generator that is open.
  ///   - names: The models that could be opened.
  /// - Returns: Where it is, and the name of its model; nil where there is none.
  package func newest(ofOthersThan model: ModelIdentity, among names: Set<String>) -> Offer? {
    var found: String?
    var offer = offers(except: nil, atMost: 1) { name, folder in
      guard Self.number(name) != nil, !folder.isHeld(name),
        let bytes = try? folder.bytes(of: name, limit: JournalReader.limit),
        let other = JournalReader.model(of: bytes), names.contains(other.name),
        other.name != model.name, other.hash != model.hash,
        let journal = try? JournalReader(bytes: bytes), journal.isUnsaved
      else { return nil }
      found = other.name
      return journal.process
    }.first
    offer?.model = found
    return offer
  }

  /// The newest session with all others, which takes longer: every file is read.
  package func newestAmongOthers(
    for model: ModelIdentity, layers: [LayerSummary], except painter: Int32? = nil
  ) -> Offer? {
    let offers = offers(except: painter, atMost: .max) {
      Self.painter(of: $0, in: $1, model, layers)
    }
    guard var newest = offers.first else { return nil }
    newest.others = offers.dropFirst().map(\.path)
    return newest
  }

  /// What painters left and still have; the writer of a file is nil where that is of no use.
  private func offers(
    except painter: Int32?, atMost count: Int, _ writer: (String, PrivateFolder) -> Int32?
  ) -> [Offer] {
    var (left, held): ([Offer], [Offer]) = ([], [])
    for place in places {
      guard let folder = try? place.open() else { continue }
      for name in Self.newestFirst(folder.names) {
        guard let writer = writer(name, folder) else { continue }
        let holder = folder.isHeld(name) ? writer : nil
        guard holder == nil || holder != painter else { continue }
        let offer = Offer(path: "\(place.path)/\(name)", holder: holder)
        if holder == nil { left.append(offer) } else { held.append(offer) }
        if left.count == count { return left }
      }
    }
    return left.isEmpty ? held : left
  }

  /// Journals by their numbers, then sessions of earlier versions by the time in their names.
  private static func newestFirst(_ names: [String]) -> [String] {
    let journals = names.filter { number($0) != nil }
      .sorted { (number($0) ?? 0, $0) > (number($1) ?? 0, $1) }
    return journals + names.filter { EarlierRecovery.holds($0) }.sorted().reversed()
  }

  /// The painter that has written a file, if the file fits the model and has what nobody has saved.
  private static func painter(
    of name: String, in folder: PrivateFolder, _ model: ModelIdentity, _ layers: [LayerSummary]
  ) -> Int32? {
    do {
      let bytes = try folder.bytes(of: name, limit: JournalReader.limit)
      guard number(name) != nil else {
        try SessionFile(bytes: bytes).validate(for: model, layers: layers)
        return 0
      }
      let other = JournalReader.model(of: bytes)
      guard other?.hash == model.hash || other?.hash == "" else { return nil }
      let journal = try JournalReader(bytes: bytes)
      guard journal.isUnsaved else { return nil }
      try SessionFile(journal).validate(for: model, layers: layers)
      return journal.process
    } catch {
      return nil
    }
  }

  /// Whether a file is one that an interrupted painter left.
  package func holds(_ path: String) -> Bool { locate(path) != nil }

  private func locate(_ path: String) -> (folder: PrivateFolder, name: String)? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.last.map(String.init),
      Self.number(name) != nil || EarlierRecovery.holds(name)
    else { return nil }
    let folder = parts.dropLast().joined(separator: "/")
    for place in places where Folder.isSame(folder.isEmpty ? "." : folder, place.path) {
      return (try? place.open()).map { ($0, name) }
    }
    return nil
  }

  /// Takes a journal away from a painter that still has it.
  ///
  /// - Returns: Where the journal is from now on.
  package func takeOver(_ path: String) -> String {
    guard let (folder, name) = locate(path), let number = Self.number(name), folder.isHeld(name)
    else { return path }
    let taken = "\(Self.padded(number))-\(getpid())\(SessionFile.journalEnding)"
    return folder.rename(name, to: taken) ? "\(folder.path)/\(taken)" : path
  }

  /// Forgets a session that is saved elsewhere by now, or that the person gave up.
  package func discard(_ path: String) {
    guard let (folder, name) = locate(path) else { return }
    discard(name, in: folder)
  }

  private func discard(_ name: String, in folder: PrivateFolder) {
    let bytes = try? folder.bytes(of: name, limit: JournalReader.limit)
    let journal = bytes.flatMap { try? JournalReader(bytes: $0) }
    if journal?.isDamaged == true, Self.number(name) != nil {
      // Whoever knows how may still find something in there.
      let stem = name.dropLast(SessionFile.journalEnding.count)
      _ = folder.rename(name, to: "\(stem)\(Self.damagedEnding)")
    } else {
      folder.remove(name)
    }
    // What the session came from holds nothing more; a file that is gone resumes none.
    guard let resumed = journal?.resumed,
      let former = locate(resumed.contains("/") ? resumed : "\(folder.path)/\(resumed)"),
      !former.folder.isHeld(former.name)
    else { return }
    discard(former.name, in: former.folder)
  }

  /// Removes journals that nobody has looked for in a month, but never the newest ones.
  package func removeOld(now: Int = time(nil)) {
    for place in places {
      guard let folder = try? place.open() else { continue }
      let names = folder.names
      let damaged = names.filter { $0.hasSuffix(Self.damagedEnding) }
      for name in Self.newestFirst(names).dropFirst(Self.mostKept) + damaged {
        guard let time = folder.changeTime(of: name), time < now - Self.longestKept,
          !folder.isHeld(name)
        else { continue }
        folder.remove(name)
      }
      // What a painter that has ended did not finish writing is of no use.
      for name in names where name.hasSuffix(AppendedFile.partEnding) && !folder.isHeld(name) {
        let journal = String(name.dropLast(AppendedFile.partEnding.count))
        folder.remove(name)
        if folder.isEmpty(journal), !folder.isHeld(journal) { folder.remove(journal) }
      }
    }
  }
}

/// The files in which versions before the journal kept unsaved strokes: whole sessions.
private enum EarlierRecovery {
  static func holds(_ name: String) -> Bool {
    name.hasPrefix("recovered-") && name.hasSuffix(".json")
  }
}
