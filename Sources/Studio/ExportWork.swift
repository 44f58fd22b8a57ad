import Dispatch
import Files
import Networks
import Painting
import Pictures
import Screens

/// Makes the pictures of an export between requests; another thread writes the file.
final class ExportWork: IdleWork {
  /// How it gets on.
  enum News: Sendable {
    case progress(ExportProgress)
    case saved(Export, pictures: Int)
    case refused(Export, OutputError)
    case failed(reason: String)
    /// It was given up, and nothing is written.
    case stopped
  }

  private let export: Export
  private let session: Session
  private let model: ModelIdentity
  private let existing: OutputFile.Existing
  private let generator: Generator
  private let scale: Int
  private var timeLapse: TimeLapse
  private let stop: StopRequest
  private let report: @Sendable (News) -> Void

  /// Prepares memory.
  ///
  /// - Parameters:
  ///   - export: What is made.
  ///   - session: A session that fits the generator.
  ///   - model: The generator that the file is to name.
  ///   - existing: What becomes of a file of that name.
  ///   - generator: The network.
  ///   - scale: The side of the square that a pixel becomes.
  ///   - stop: Gives the export up.
  ///   - report: Called on any thread.
  init(
    _ export: Export, of session: Session, _ model: ModelIdentity,
    _ existing: OutputFile.Existing, _ generator: Generator, scale: Int, _ stop: StopRequest,
    report: @escaping @Sendable (News) -> Void
  ) {
    self.export = export
    self.session = session
    self.model = model
    self.existing = existing
    self.generator = generator
    self.scale = scale
    self.stop = stop
    self.report = report
    timeLapse = TimeLapse(of: session, generator, scale: scale)
  }

  func advance(isCancelled: () -> Bool) -> Bool {
    guard !stop.isMade else {
      report(.stopped)
      return false
    }
    do {
      switch export.kind {
      case .timeLapse: return try advanceTimeLapse(isCancelled)
      case .comparison: return try compare(isCancelled)
      }
    } catch {
      report(.failed(reason: "no \(export.kind.rawValue): \(error)"))
      return false
    }
  }

  private func advanceTimeLapse(_ isCancelled: () -> Bool) throws(NetworkError) -> Bool {
    try timeLapse.advance(isCancelled: isCancelled)
    let (done, count) = (timeLapse.framesMade, timeLapse.frameCount)
    report(.progress(ExportProgress(export.kind, done: done, of: count)))
    guard done == count else { return true }
    write(timeLapse.png(model), pictures: count)
    return false
  }

  private func compare(_ isCancelled: () -> Bool) throws(NetworkError) -> Bool {
    let pictures = try generator.comparison(of: session, isCancelled: isCancelled)
    guard let pictures else { return true }
    let file = SavedPicture(
      pictures.after, beside: pictures.before, scale: scale, session, model)
    write(file.png, pictures: 2)
    return false
  }

  /// Has another thread write the file: a disk may take its time.
  private func write(_ bytes: [UInt8], pictures: Int) {
    DispatchQueue.global(qos: .userInitiated).async { [export, existing, report] in
      do throws(OutputError) {
        // A pipe would keep the painter waiting for its reader.
        try OutputFile.write(bytes, to: export.path, existing, .regular)
        report(.saved(export, pictures: pictures))
      } catch {
        report(.refused(export, error))
      }
    }
  }
}
