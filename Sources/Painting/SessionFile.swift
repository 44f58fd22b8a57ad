package import Files
import FoundationEssentials
import Pictures
package import Units

/// A session with the model it belongs to, as JSON or inside a PNG; docs/formats.md describes it.
package struct SessionFile: Equatable, Sendable {
  package static let format = "ganbrush session"
  package static let version = 1
  /// The keyword of the PNG text chunk that carries a session.
  package static let chunk = "ganbrush"
  /// The ending of the names of journals.
  package static let journalEnding = ".journal"

  package let model: ModelIdentity
  package let session: Session
  /// Further pictures with strokes that nobody has saved, which a journal may have.
  package private(set) var others: [Session] = []
  /// What is wrong with the PNG or the journal from which the session was read.
  package private(set) var warnings: [String] = []
  /// Whether the file is a journal whose painter ended before the model's hash was known.
  private var isNamedOnly = false

  package init(model: ModelIdentity, session: Session) {
    self.model = model
    self.session = session
  }

  /// Takes what an interrupted painter left.
  package init(_ journal: JournalReader) {
    self.init(model: journal.model, session: journal.session)
    others = journal.others
    isNamedOnly = journal.model.hash.isEmpty
    if journal.isDamaged {
      warnings = ["damaged: what follows line \(journal.lineCount) could not be read"]
    }
  }

  /// Reads a session from JSON, from a PNG that was saved with one, or from a journal.
  package init(bytes: [UInt8]) throws(SessionError) {
    guard !JournalReader.recognizes(bytes) else {
      self.init(try JournalReader(bytes: bytes))
      return
    }
    do {
      let isPicture = bytes.starts(with: PNG.signature)
      self = try JSONFile.decode(
        SessionFile.self, from: isPicture ? try Self.json(inPicture: bytes) : bytes,
        fileSize: bytes.count)
      warnings = isPicture ? try PNG.warnings(in: bytes).map { "\($0)" } : []
    } catch let error as SessionError {
      throw error
    } catch {
      throw .malformed(DecodingReason.text(of: error))
    }
  }

  private static func json(inPicture bytes: [UInt8]) throws(SessionError) -> [UInt8] {
    let text: String?
    do { text = try PNG.text(Self.chunk, in: bytes) } catch { throw .malformed("\(error)") }
    guard let text else { throw .noSession }
    return [UInt8](text.utf8)
  }

  /// Reads the session of a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - kinds: Whether it may be a pipe, whose writer is waited for.
  /// - Throws: `SessionError`, also where there is no such file.
  package init(path: String, _ kinds: FileKinds = .streams) throws(SessionError) {
    let bytes: [UInt8]
    do {
      let limit = path.hasSuffix(Self.journalEnding) ? JournalReader.limit : JSONFile.limit
      bytes = try InputFile.bytes(of: path, limit: limit, kinds)
    } catch {
      throw .file(error)
    }
    try self.init(bytes: bytes)
  }

  /// The file's text: readable, the same bytes for the same session.
  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    } catch {
      preconditionFailure("a session has numbers that JSON cannot hold: \(error)")
    }
  }

  /// Refuses a session of another model, or one that names what the generator does not have.
  package func validate(for model: ModelIdentity, layers: [LayerSummary]) throws(SessionError) {
    guard model.hash == self.model.hash || isNamedOnly && model.name == self.model.name else {
      throw .otherModel(expected: "\(model)", found: "\(self.model)")
    }
    for session in [session] + others { try session.validate(against: layers) }
  }
}

extension SessionFile: Codable {
  private enum CodingKeys: String, CodingKey {
    case format = "format"
    case version = "version"
    case model = "model"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let format = try container.decode(String.self, forKey: .format)
    guard format == Self.format else { throw SessionError.wrongFormat(found: format) }
    let version = try container.decode(WholeNumber<Int>.self, forKey: .version).value
    guard version == Self.version else { throw SessionError.unsupportedVersion(version) }
    model = try container.decode(ModelIdentity.self, forKey: .model)
    session = try Session(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.format, forKey: .format)
    try container.encode(Self.version, forKey: .version)
    try container.encode(model, forKey: .model)
    try session.encode(to: encoder)
  }
}
