import Files
import Units

/// Reads a journal as far as it is whole.
///
/// What comes behind a line that is torn or damaged is passed over, and what stands before it counts.
package struct JournalReader {
  /// Larger journals are refused before they are read: 1 GiB.
  package static let limit = 1 << 30

  /// The generator; its hash is empty where the painter ended before it was known.
  package private(set) var model = ModelIdentity(name: "", hash: "")
  /// The painter that has written the journal.
  package private(set) var process: Int32 = 0
  /// The journal from which the strokes came, by its path; versions before wrote the name of the file, in
  /// the same folder.
  package private(set) var resumed: String?
  /// Whether there are strokes that are in no other file.
  package var isUnsaved: Bool { !(pictures?.unsaved ?? []).isEmpty }
  /// The session to go on with: the last one, or what was painted before all was taken away, or on
  /// another picture.
  package var session: Session {
    guard let pictures else { return Self.none }
    let last = pictures.current
    return last.unsaved ?? pictures.unsaved.last ?? last.session
  }
  /// Further pictures with strokes that are in no other file, the last one last.
  package var others: [Session] {
    let chosen = session.latent
    return (pictures?.unsaved ?? []).filter { $0.latent != chosen }
  }

  /// How many lines were read.
  package private(set) var lineCount = 0
  /// Whether lines follow that cannot be read.
  package private(set) var isDamaged = false

  private static let none = Session(latent: Latent(id: 0), layer: "")
  /// Nil until the first session.
  private var pictures: KeptPictures?
  /// The version of the format; nil before the beginning.
  private var version: Int?
  /// A session of which not all strokes have come.
  private var pending: (session: Session, strokes: Int)?
  private var unitLists: [[UnitEdit]] = []
  /// How many cells of masks there may be: each has a character in the file.
  private var cellsLeft: Int

  /// Whether a file begins as a journal does: a checksum, then a line of JSON.
  package static func recognizes(_ bytes: [UInt8]) -> Bool {
    Line(bytes[...].prefix { $0 != newline }, after: Checksum()) != nil
  }

  /// The model that a journal names at its beginning, which is quicker to read than all of it.
  package static func model(of bytes: [UInt8]) -> ModelIdentity? {
    var checksum = Checksum()
    for line in bytes.prefix(1 << 16).split(separator: newline).prefix(2) {
      guard let line = Line(line, after: checksum),
        let record = try? JSONFile.decode(JournalRecord.self, from: Array(line.json))
      else { return nil }
      if case .model(let model) = record { return model }
      checksum = line.checksum
    }
    return nil
  }

  /// Reads the lines of a journal.
  ///
  /// - Throws: `SessionError` where not even the beginning can be read.
  package init(bytes: [UInt8]) throws(SessionError) {
    cellsLeft = bytes.count
    var checksum = Checksum()
    var rest = bytes[...]
    // A line without an end is torn.
    while let end = rest.firstIndex(of: Self.newline),
      let line = Line(rest[..<end], after: checksum)
    {
      do {
        try take(try JSONFile.decode(JournalRecord.self, from: Array(line.json)))
      } catch {
        guard version != nil else {
          throw error as? SessionError ?? .malformed(DecodingReason.text(of: error))
        }
        break
      }
      checksum = line.checksum
      rest = rest[(end + 1)...]
      lineCount += 1
    }
    isDamaged = !rest.isEmpty
    // Better than nothing are the strokes that have come of a session that is not whole.
    if pictures == nil, let pending { pictures = KeptPictures(pending.session) }
    guard let pictures, pictures.current.session.layer != "" else {
      throw .malformed("a journal without a session")
    }
  }

  private static let newline = UInt8(ascii: "\n")

  /// One line that is as it was written.
  private struct Line {
    let json: ArraySlice<UInt8>
    let checksum: Checksum

    init?(_ bytes: ArraySlice<UInt8>, after former: Checksum) {
      json = bytes.dropFirst(9)
      var checksum = former
      checksum.append(json)
      guard bytes.starts(with: "\(checksum.text) ".utf8) else { return nil }
      self.checksum = checksum
    }
  }

  private mutating func take(_ record: JournalRecord) throws {
    if version == nil {
      guard case .beginning = record else {
        throw SessionError.malformed("a journal without a beginning")
      }
    }
    switch record {
    case .beginning(let process, let version): (self.process, self.version) = (process, version)
    case .model(let model): self.model = model
    case .units(let units): unitLists.append(units)
    case .session(let session, let strokes):
      pending = (session, strokes)
      finishSession()
    case .strokes(let exchange):
      let strokes = try exchange.added.map { try stroke($0) }
      if pending != nil {
        guard exchange.at == pending?.session.strokes.count else { throw Self.misplaced }
        pending?.session.strokes += strokes
        finishSession()
      } else {
        let (end, overflows) = exchange.at.addingReportingOverflow(exchange.removed)
        guard exchange.at >= 0, exchange.removed >= 0, !overflows,
          end <= pictures?.current.session.strokes.count ?? 0
        else { throw Self.misplaced }
        pictures?.current.session.strokes.replaceSubrange(exchange.at..<end, with: strokes)
        pictures?.current.savedPath = nil
      }
    case .toggles(let toggles):
      pictures?.current.session.toggles = toggles
      pictures?.current.savedPath = nil
    case .leftOut(let leftOut):
      pictures?.current.session.leftOut[leftOut.concept] =
        leftOut.units.isEmpty ? nil : Set(leftOut.units)
      pictures?.current.savedPath = nil
    case .latent(let latent):
      pictures?.current.session.latent = latent
      pictures?.current.savedPath = nil
    case .picture(let latent):
      let layer = pictures?.current.session.layer ?? ""
      pictures?.enter(latent, Session(latent: latent, layer: layer))
    case .layer(let layer): pictures?.current.session.layer = layer
    case .saved(let path, let latent):
      let current = pictures?.current.session.latent
      if let latent = latent ?? current { pictures?.recordSave(to: path, of: latent) }
    case .resumes(let path): resumed = path.isEmpty ? nil : path
    }
  }

  private static let misplaced = SessionError.malformed("strokes where there are none")

  /// Goes on with a session whose strokes are all there.
  private mutating func finishSession() {
    guard let pending, pending.session.strokes.count >= pending.strokes else { return }
    let session = pending.session
    // In version 1 there was one picture only, the last.
    if version != 1 { pictures?.enter(session.latent, session) }
    if pictures?.current.session != session { pictures?.current.exchange(for: session) }
    pictures = pictures ?? KeptPictures(session)
    self.pending = nil
  }

  private mutating func stroke(_ numbered: JournalRecord.NumberedStroke) throws -> Stroke {
    guard unitLists.indices.contains(numbered.units) else {
      throw SessionError.malformed("a stroke names units that are not there")
    }
    if let mask = numbered.mask { cellsLeft -= mask.rows.count * mask.columns.count }
    guard cellsLeft >= 0 else { throw SessionError.malformed("more cells than bytes") }
    var stroke = Stroke(
      concept: numbered.concept, direction: numbered.direction, edits: unitLists[numbered.units],
      mask: numbered.mask, pooling: numbered.pooling)
    stroke.isMuted = numbered.isMuted ?? false
    return stroke
  }
}
