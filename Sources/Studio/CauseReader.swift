import Dispatch
import Dissection
import Experiments
import Files
import Networks
import Painting
import Seeing
import Synchronization

/// Finds out what edits cause, with a segmenter that reads pictures while the renderer has nothing to do.
final class CauseReader: Sendable {
  /// What the newest edit has caused.
  let readings = Mailbox<CausalReading>()
  /// Where a concept takes, as far as it was tried.
  let maps = Mailbox<ContextMap>()
  /// Why that cannot be tried.
  let failures = Mailbox<String>()
  private let generator: Generator
  private let segmenter: String
  private let exchange: RenderExchange
  private let wake: @Sendable () -> Void
  /// Opens the segmenter, and keeps requests in their order.
  private let queue = DispatchQueue(label: "causes", qos: .utility)
  private let opened = Mutex<Result<LabelSource, FileFailure>?>(nil)
  private let lastSeen = Mutex<LabelledPicture?>(nil)
  private let isSure = Mutex<Bool?>(nil)

  /// Prepares nothing: the segmenter is opened when it is needed first.
  ///
  /// - Parameters:
  ///   - generator: The painter's.
  ///   - segmenter: What names the concepts, as a person names it.
  ///   - exchange: The renderer.
  ///   - wake: Called on any thread when there is something to take.
  init(
    _ generator: Generator, segmenter: String, _ exchange: RenderExchange,
    wake: @escaping @Sendable () -> Void
  ) {
    self.generator = generator
    self.segmenter = segmenter
    self.exchange = exchange
    self.wake = wake
  }

  /// Reads what an edit has caused, in place of an older one; nothing comes of it where there is no
  /// segmenter that knows the concept.
  func read(_ question: CausalQuestion, _ rendered: RenderedPicture) {
    queue.async { [self] in
      guard case .success(let labels) = source(),
        let concept = labels.segmenter.concepts.firstIndex(of: question.concept)
      else { return }
      exchange.begin(.reading) { [self] in
        EditReading(question, of: concept, rendered, labels, self)
      }
    }
  }

  /// Tries a concept at each cell, in place of what was tried before.
  func beginMap(of question: ContextQuestion) {
    queue.async { [self] in
      switch source() {
      case .failure(let failure): fail("where a concept takes is not known: \(failure)")
      case .success(let labels):
        guard let concept = labels.segmenter.concepts.firstIndex(of: question.concept) else {
          return fail("the segmenter does not know \(shown: question.concept)")
        }
        exchange.begin(.context) { [self] in
          ContextTrial(question, of: concept, generator, labels, self)
        }
      }
    }
  }

  /// Tries no more cells.
  func endMap() {
    queue.async { [exchange] in exchange.begin(.context) { nil } }
  }

  /// Opens the segmenter, once.
  private func source() -> Result<LabelSource, FileFailure> {
    opened.withLock { opened in
      if let opened { return opened }
      let found = open()
      opened = found
      return found
    }
  }

  private func open() -> Result<LabelSource, FileFailure> {
    do {
      let path = try AssetLibrary().checkpoint(segmenter, of: .segmenter)
      let file = try CheckpointFile(path: path, kind: .segmenter)
      return .success(try LabelSource(file, pictures: generator.pictureSize))
    } catch let failure as FileFailure {
      return .failure(failure)
    } catch {
      return .failure(FileFailure(path: segmenter, reason: "\(error)"))
    }
  }

  // MARK: What readings share, on the renderer's thread

  /// The picture that was read last.
  var seen: LabelledPicture? {
    get { lastSeen.withLock { $0 } }
    set { lastSeen.withLock { $0 = newValue } }
  }

  /// Whether what the segmenter names in the model's pictures means anything, by the first one.
  ///
  /// - Throws: `DissectionError.notFinite`.
  func isSure(_ labels: LabelSource, of picture: Specimen) throws(DissectionError) -> Bool {
    if let known = isSure.withLock({ $0 }) { return known }
    let confidence = try Labeller(labels).confidence(in: picture)
    let found = confidence >= DissectionReport.confidenceLimit
    isSure.withLock { $0 = found }
    return found
  }

  /// Delivers what an edit has caused.
  func deliver(_ reading: CausalReading) {
    readings.put(reading)
    wake()
  }

  /// Delivers where a concept takes, as far as it was tried.
  func deliver(_ map: ContextMap) {
    maps.put(map)
    wake()
  }

  /// Says why that cannot be tried.
  func fail(_ reason: String) {
    failures.put(reason)
    wake()
  }
}
