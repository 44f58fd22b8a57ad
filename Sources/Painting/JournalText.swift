import Files
import FoundationEssentials
package import Units

/// Turns edits into the lines of a journal; docs/formats.md describes them.
///
/// A line has a checksum of itself and of all lines before it, so that a line that is damaged, lost or
/// out of place ends what can be read.
package struct JournalText: Sendable {
  /// A line that is damaged costs at most so many strokes of a session that is written whole.
  private static let strokesInLine = 32

  private var checksum = Checksum()
  private var unitLists: [[UnitEdit]: Int] = [:]
  private var strokeText = StrokeText()
  /// The pictures whose sessions are in the journal as they are.
  private var pictures: Set<Latent> = []
  private var bytes: [UInt8] = []

  /// Begins a journal.
  ///
  /// - Parameters:
  ///   - model: The generator; its hash is empty while that is not known.
  ///   - process: The painter that writes.
  package init(model: ModelIdentity, process: Int32) {
    write(.beginning(process: process, version: JournalRecord.version))
    write(.model(model))
  }

  /// Takes the lines that were not yet taken.
  package mutating func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  /// Writes the model, when its hash is known.
  package mutating func append(_ model: ModelIdentity) { write(.model(model)) }

  /// Writes that the strokes of a picture were saved to a file.
  package mutating func append(savedTo path: String, of latent: Latent) {
    write(.saved(path: path, of: latent))
  }

  /// Writes that the strokes came from another journal, by its path; empty where that was undone.
  package mutating func append(resuming path: String) { write(.resumes(path: path)) }

  /// Writes a whole session, which takes the place of the one of its picture when its last line is there.
  ///
  /// - Parameters:
  ///   - session: The session.
  ///   - takePiece: Called after some lines, which may be taken then: a long session is no long text.
  /// - Throws: What `takePiece` throws.
  package mutating func append<Failure>(
    _ session: Session, takePiece: (inout JournalText) throws(Failure) -> Void
  ) throws(Failure) {
    var outline = session
    outline.strokes = []
    pictures.insert(session.latent)
    write(.session(outline, strokes: session.strokes.count))
    var place = 0
    while place < session.strokes.count {
      let strokes = session.strokes.strokes(from: place, atMost: Self.strokesInLine)
      exchange(at: place, removed: 0, for: strokes)
      place += strokes.count
      try takePiece(&self)
    }
  }

  /// Writes a whole session as one text.
  package mutating func append(_ session: Session) { append(session) { _ in } }

  /// Whether the session of a picture is in the journal, as far as this text was told.
  package func knows(_ latent: Latent) -> Bool { pictures.contains(latent) }

  /// Writes what has happened.
  package mutating func append(_ news: SessionNews) {
    switch news {
    case .edit(let edit): append(edit)
    case .layer(let layer): write(.layer(layer))
    case .picture(_, let entered):
      guard knows(entered.latent) else { return append(entered) }
      write(.picture(entered.latent))
      write(.layer(entered.layer))
    }
  }

  /// Writes an edit.
  package mutating func append(_ edit: Edit) {
    switch edit {
    case .strokes(let place, let old, let new): exchange(at: place, removed: old.count, for: new)
    case .toggles(_, let new): write(.toggles(new))
    case .leftOut(let concept, _, let new):
      write(.leftOut(JournalRecord.LeftOut(concept: concept, units: Array(new))))
    case .session(_, let new): append(new)
    case .group(let edits): for edit in edits { append(edit) }
    }
  }

  private mutating func exchange(at place: Int, removed: Int, for strokes: [Stroke]) {
    let added = strokes.map { (stroke: $0, units: number(of: $0.edits)) }
    write(line: strokeText.line(at: place, removed: removed, added: added))
  }

  /// The number of a list of units, which is written before it is named for the first time.
  private mutating func number(of units: [UnitEdit]) -> Int {
    if let number = unitLists[units] { return number }
    let number = unitLists.count
    unitLists[units] = number
    write(.units(units))
    return number
  }

  private mutating func write(_ record: JournalRecord) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      write(line: Array(try encoder.encode(record)))
    } catch {
      preconditionFailure("a session has numbers that JSON cannot hold: \(error)")
    }
  }

  private mutating func write(line: [UInt8]) {
    checksum.append(line)
    bytes += "\(checksum.text) ".utf8
    bytes += line
    bytes.append(UInt8(ascii: "\n"))
  }
}
