import Dispatch
package import Painting
import Synchronization
import Threads
package import Units

/// Keeps every edit of a painter on disk within a second, on a thread of its own.
///
/// Painting never waits for the disk. A line is written as soon as the thread has it, which outlives the
/// program; it is forced to disk when nothing more comes for a moment, or soon, which outlives the
/// machine.
package final class Journal: Sendable {
  /// What became of the strokes when the program was told to end.
  package enum Outcome: Equatable, Sendable {
    case nothingToKeep
    case kept(path: String)
    case lost(reason: String)
  }

  /// What the thread is to do, in order.
  private enum Order: Sendable {
    case keep([SessionNews], Session)
    case learn(ModelIdentity)
    case recordSave(path: String, of: Latent)
    case resume(path: String?)
    case discard
    /// To have everything on disk, and to say so.
    case settle(DispatchSemaphore)
    case end
  }

  /// What the thread and the painter share.
  private final class Desk: Sendable {
    let orders = Mutex<[Order]>([])
    let arrival = DispatchSemaphore(value: 0)
    let notices = Mailbox<JournalNotice>()
    let outcome = Mutex(Outcome.nothingToKeep)
  }

  /// Lines wait so long for further ones before they are forced to disk.
  private static let idleTime = DispatchTimeInterval.milliseconds(150)
  /// At most so long, where lines keep coming, in seconds.
  private static let longestWait = 0.5
  /// After a failure, writing is tried again so often.
  private static let retryTime = DispatchTimeInterval.seconds(1)
  /// Whether the file is still there is looked at so often.
  private static let checkTime = DispatchTimeInterval.seconds(2)
  /// The end of the program waits so long for the disk.
  private static let patience = DispatchTimeInterval.seconds(2)

  private let desk = Desk()

  /// Starts the thread; the file comes with the first stroke.
  ///
  /// - Parameters:
  ///   - shelf: Where journals are kept.
  ///   - modelName: The model, of which the hash comes later.
  ///   - wake: Called on the thread when there is a notice to take.
  package init(
    _ shelf: JournalShelf, modelName: String, wake: @escaping @Sendable () -> Void
  ) {
    NamedThread.start("journal") { [desk] in
      let keeper = JournalKeeper(shelf, modelName: modelName) { notice in
        desk.notices.put(notice)
        wake()
      }
      Self.run(keeper, desk)
    }
  }

  deinit { submit(.end) }

  /// Writes soon what has happened.
  ///
  /// - Parameters:
  ///   - news: What has happened, in order.
  ///   - session: The session after that.
  package func keep(_ news: [SessionNews], _ session: Session) {
    desk.orders.withLock { orders in
      // Sessions that nobody has looked at would pile up while the disk is slow.
      if case .keep(let former, _) = orders.last {
        orders[orders.count - 1] = .keep(former + news, session)
      } else {
        orders.append(.keep(news, session))
      }
    }
    desk.arrival.signal()
  }

  /// Takes in which model it is, when its checkpoint is hashed.
  package func learn(_ model: ModelIdentity) { submit(.learn(model)) }

  /// Takes in that the strokes of a picture as they are were saved.
  package func recordSave(to path: String, of latent: Latent) {
    submit(.recordSave(path: path, of: latent))
  }

  /// Takes in from which file of an interrupted run the strokes came; nil where that was undone.
  package func resume(_ path: String?) { submit(.resume(path: path)) }

  /// Takes what the person has to know.
  package func takeNotice() -> JournalNotice? { desk.notices.take() }

  /// Removes the journal: nobody needs anything of it.
  package func discard() {
    submit(.discard)
    _ = settle()
  }

  /// Waits until everything is on disk, but not for ever.
  package func settle() -> Outcome {
    let isSettled = DispatchSemaphore(value: 0)
    submit(.settle(isSettled))
    guard isSettled.wait(timeout: .now() + Self.patience) == .success else {
      return .lost(reason: "the disk does not answer")
    }
    return desk.outcome.withLock { $0 }
  }

  private func submit(_ order: Order) {
    desk.orders.withLock { $0.append(order) }
    desk.arrival.signal()
  }

  // MARK: The thread

  private static func run(_ keeper: JournalKeeper, _ desk: Desk) {
    var keeper = keeper
    keeper.checkFolder()
    // When bytes came that are not forced to disk, and when writing was last tried in vain.
    var firstAhead: ContinuousClock.Instant?
    var lastTry = ContinuousClock.now
    while true {
      let deadline: DispatchTime =
        keeper.failure != nil
        ? .now() + retryTime
        : keeper.isAhead ? .now() + idleTime : keeper.hasFile ? .now() + checkTime : .distantFuture
      let isIdle = desk.arrival.wait(timeout: deadline) == .timedOut
      let orders = desk.orders.withLock { orders in
        defer { orders = [] }
        return orders
      }
      for order in orders {
        switch order {
        case .keep(let news, let session): keeper.keep(news, session)
        case .learn(let model): keeper.learn(model)
        case .recordSave(let path, let latent): keeper.recordSave(to: path, of: latent)
        case .resume(let path): keeper.resume(path)
        case .discard: keeper.discard()
        case .settle(let isSettled):
          settle(&keeper, desk)
          isSettled.signal()
        case .end:
          keeper.synchronize()
          return
        }
      }
      if .now - lastTry > .seconds(1) {
        keeper.retry()
        lastTry = .now
      }
      if isIdle { keeper.check() }
      firstAhead = keeper.isAhead ? firstAhead ?? .now : nil
      if let first = firstAhead, isIdle || .now - first > .seconds(longestWait) {
        keeper.synchronize()
        firstAhead = nil
      }
    }
  }

  private static func settle(_ keeper: inout JournalKeeper, _ desk: Desk) {
    keeper.retry()
    keeper.check()
    keeper.synchronize()
    let outcome: Outcome =
      if let failure = keeper.failure {
        .lost(reason: failure)
      } else {
        keeper.path.map { .kept(path: $0) } ?? .nothingToKeep
      }
    desk.outcome.withLock { $0 = outcome }
  }
}
