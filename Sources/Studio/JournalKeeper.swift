import Files
import Glibc
package import Painting
package import Units

/// Keeps the edits of one painter in a journal, one after the other.
///
/// Whatever goes wrong, it goes on: what could not be written is written when there is room again.
package struct JournalKeeper {
  /// A journal that grows by more than this, and to more than twice what it was, is written whole.
  private static let compactSize = 4 << 20

  private let shelf: JournalShelf
  private let tell: (JournalNotice) -> Void
  private var model: ModelIdentity
  /// Nil until something happens.
  private var pictures: KeptPictures?
  /// The file from which the session came.
  private var resumed: String?
  private var file: AppendedFile?
  private var text: JournalText
  /// The size of the file when it was written whole.
  private var wholeSize = 0
  /// The last folder that is not the best and that the person knows of.
  private var toldFolder: String?
  /// Why edits are not kept at the moment.
  package private(set) var failure: String?
  /// Whether bytes were written that are not forced to disk.
  package private(set) var isAhead = false

  /// Begins without a file: that comes with the first stroke.
  ///
  /// - Parameters:
  ///   - shelf: Where journals are kept.
  ///   - modelName: The model, of which the hash comes later.
  ///   - tell: Is told what the person has to know.
  package init(
    _ shelf: JournalShelf, modelName: String, tell: @escaping (JournalNotice) -> Void
  ) {
    self.shelf = shelf
    self.tell = tell
    model = ModelIdentity(name: modelName, hash: "")
    text = JournalText(model: model, process: getpid())
  }

  /// The journal, while edits are kept in it.
  package var path: String? { failure == nil ? file?.path : nil }

  /// Says at the beginning where nothing can be kept, or not at the usual place.
  package mutating func checkFolder() {
    do {
      let (folder, complaint) = try shelf.openFolder()
      tell(complaint, otherFolder: folder.path)
    } catch {
      fail(error)
    }
  }

  /// Says once where strokes are kept, if that is not the usual place.
  private mutating func tell(_ complaint: OutputError?, otherFolder path: String) {
    guard let complaint, path != toldFolder else { return }
    toldFolder = path
    tell(
      JournalNotice(
        text: "\(complaint); strokes are kept in '\(shown: path)'", areStrokesKept: true))
  }

  // MARK: What happens

  /// Writes what has happened.
  ///
  /// - Parameters:
  ///   - news: What has happened, in order.
  ///   - session: The session after that.
  package mutating func keep(_ news: [SessionNews], _ session: Session) {
    if pictures == nil { pictures = KeptPictures(session) }
    // Of a picture that was saved before the file was written whole, the file knows nothing.
    let news = news.map { item in
      follow(item)
      return (item: item, savedPath: pictures?.current.savedPath)
    }
    pictures?.current.session = session
    // Another picture by itself is nothing to keep.
    guard file != nil || failure != nil || hasStrokes else { return }
    write { text in
      for (item, savedPath) in news {
        guard case .picture(_, let entered) = item, !text.knows(entered.latent) else {
          text.append(item)
          continue
        }
        text.append(item)
        if let savedPath { text.append(savedTo: savedPath, of: entered.latent) }
      }
    }
  }

  private mutating func follow(_ news: SessionNews) {
    switch news {
    case .edit(.session(let old, let new)):
      pictures?.current.session = old
      pictures?.current.exchange(for: new)
    case .edit: pictures?.current.savedPath = nil
    case .layer: break
    case .picture(let left, let entered):
      pictures?.current.session = left
      pictures?.enter(entered.latent, entered)
    }
  }

  /// Whether there is anything to keep.
  private var hasStrokes: Bool {
    guard let pictures else { return false }
    return pictures.current.session.isEdited || !pictures.unsaved.isEmpty
  }

  /// Takes in which model it is, when its checkpoint is hashed.
  package mutating func learn(_ model: ModelIdentity) {
    self.model = model
    if file != nil { write { $0.append(model) } }
  }

  /// Takes in that the strokes of a picture as they are were saved.
  package mutating func recordSave(to path: String, of latent: Latent) {
    pictures?.recordSave(to: path, of: latent)
    if file != nil { write { $0.append(savedTo: path, of: latent) } }
  }

  /// Takes in from which file of an interrupted run the strokes came; nil where that was undone.
  package mutating func resume(_ path: String?) {
    resumed = path
    if file != nil { write { $0.append(resuming: path ?? "") } }
  }

  /// Tries to write again after a failure.
  package mutating func retry() {
    guard failure != nil else { return }
    if file != nil || hasStrokes {
      writeWhole()
    } else if (try? shelf.openFolder()) != nil {
      failure = nil
    }
    guard failure == nil else { return }
    tell(JournalNotice(text: "strokes are kept again", areStrokesKept: true))
  }

  /// Whether there is a file that somebody might take away.
  package var hasFile: Bool { file != nil && failure == nil }

  /// Writes everything again where the file is gone, or another painter has taken it over.
  package mutating func check() {
    guard failure == nil, let file, !isOwn(file) else { return }
    writeWhole()
  }

  /// Forces to disk what was written.
  package mutating func synchronize() {
    guard isAhead, let file else { return }
    isAhead = false
    do { try file.synchronize() } catch { writeWhole() }
  }

  /// Removes the journal, of which nobody needs anything.
  package mutating func discard() {
    file?.remove()
    (file, isAhead, failure) = (nil, false, nil)
    pictures = pictures.map { KeptPictures($0.current.session) }
  }

  // MARK: Writing

  private mutating func write(_ add: (inout JournalText) -> Void) {
    // What is missing in the file after a failure is written with the whole.
    guard failure == nil else { return }
    guard let file, isOwn(file) else { return writeWhole() }
    add(&text)
    do {
      try file.append(text.takeBytes())
      isAhead = true
    } catch {
      // There may be room for less, or elsewhere.
      return writeWhole()
    }
    // Who takes the file over may have read it before the last line came.
    let isLarge = file.count - wholeSize > max(Self.compactSize, wholeSize)
    if !isOwn(file) || isLarge { writeWhole() }
  }

  /// Whether the file is still this painter's; tells if another one has taken it over.
  private func isOwn(_ file: AppendedFile) -> Bool {
    guard !file.isInPlace else { return true }
    if file.hasName {
      tell(
        JournalNotice(
          text: "another painter has taken the strokes over; what is painted here is kept apart",
          areStrokesKept: true))
    }
    return false
  }

  /// Writes a new file of everything that is to be kept, which takes the place of the old one.
  private mutating func writeWhole() {
    guard let pictures else { return }
    do {
      let new: AppendedFile
      if let replaced = replacement(of: file, pictures) {
        new = replaced
      } else {
        let made = try shelf.makeJournal { (file) throws(OutputError) in
          try write(pictures, into: file)
        }
        // What had no room where it was has moved.
        file?.remove()
        new = made.file
        tell(made.complaint, otherFolder: new.folder.path)
      }
      file = new
      (wholeSize, failure, isAhead) = (new.count, nil, false)
    } catch {
      fail(error)
    }
  }

  /// The file that takes the place of one; nil where that has gone, or there is no room.
  private mutating func replacement(
    of file: AppendedFile?, _ pictures: KeptPictures
  ) -> AppendedFile? {
    guard let file, file.isInPlace else { return nil }
    return try? file.replaced { (file) throws(OutputError) in try write(pictures, into: file) }
  }

  private mutating func write(_ pictures: KeptPictures, into file: AppendedFile) throws(OutputError)
  {
    text = JournalText(model: model, process: getpid())
    if let resumed { text.append(resuming: resumed) }
    for picture in pictures.others.filter({ $0.unsaved != nil }) + [pictures.current] {
      for session in [picture.cleared, picture.session].compactMap({ $0 }) {
        try text.append(session) { (text) throws(OutputError) in
          try file.append(text.takeBytes())
        }
      }
      if let path = picture.savedPath { text.append(savedTo: path, of: picture.session.latent) }
    }
    try file.append(text.takeBytes())
  }

  private mutating func fail(_ error: OutputError) {
    if failure == nil {
      tell(JournalNotice(text: "strokes are not kept: \(error)", areStrokesKept: false))
    }
    failure = "\(error)"
  }
}
