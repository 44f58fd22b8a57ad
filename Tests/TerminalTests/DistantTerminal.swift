import Terminal
import TestSupport

/// A terminal at the other end of a simulated link, on a simulated clock that steps by milliseconds.
///
/// It wants a new screen, or a picture, whenever it is told so, and remembers when each arrived.
struct DistantTerminal {
  typealias Instant = ContinuousClock.Instant

  private static let question = Array("\u{1B}[5n".utf8)
  private static let markedQuestion = Array("\u{1B}[6n".utf8)

  var queue = OutputQueue(isSynchronized: false)
  private var down: SimulatedLink
  private var up: SimulatedLink
  private let answers: Bool
  private(set) var now = ContinuousClock.now
  /// Every so many-th answer is lost; 0 for none.
  var lossInterval = 0
  private var answerCount = 0
  /// When answers come back, and the cursor's column of those that tell one.
  private var returns: [(time: Instant, column: Int?)] = []
  /// The version of the screen that is wanted, and those that are on their way or there.
  private var wantedScreen: Int?
  private var wantedPicture: Int?
  private(set) var screens: [(version: Int, begun: Instant, arrival: Instant)] = []
  private(set) var pictures: [(version: Int, begun: Instant, arrival: Instant)] = []
  private(set) var mostUnacknowledged = 0

  var screenSize = 200
  var pictureSize = 0

  init(kilobits: Int, roundTrip: Duration, answers: Bool = true) {
    down = SimulatedLink(kilobits: kilobits, delay: roundTrip / 2)
    up = SimulatedLink(kilobits: kilobits, delay: roundTrip / 2)
    self.answers = answers
    queue.ask(at: now)
    write()
  }

  /// Makes the link one of another rate.
  mutating func slowDown(kilobits: Int) { down.slowDown(kilobits: kilobits) }

  /// Makes a version the one to show; a picture of it where pictures have a size.
  mutating func show(_ version: Int) {
    wantedScreen = version
    wantedPicture = pictureSize > 0 ? version : nil
    advance()
  }

  /// Lets time pass.
  mutating func pass(_ time: Duration) {
    for _ in 0..<Int(time / .milliseconds(1)) {
      now += .milliseconds(1)
      while let first = returns.first, first.time <= now {
        returns.removeFirst()
        if let column = first.column {
          queue.acknowledge(row: 1, column: column, at: now)
        } else {
          queue.acknowledge(at: now)
        }
      }
      queue.expire(at: now)
      advance()
    }
  }

  private mutating func advance() {
    if let version = wantedScreen {
      guard queue.isReadyForUpdate(at: now) else { return }
      wantedScreen = nil
      queue.appendUpdate([UInt8](repeating: 65, count: screenSize), at: now)
      screens.append((version, now, write()))
    }
    if let version = wantedPicture, queue.isReadyForPicture(at: now) {
      wantedPicture = nil
      queue.offer([UInt8](repeating: 66, count: pictureSize))
      guard queue.beginPicture(at: now) else { return }
      pictures.append((version, now, write()))
    }
  }

  /// Hands everything to the link.
  @discardableResult private mutating func write() -> Instant {
    mostUnacknowledged = max(mostUnacknowledged, queue.unacknowledged)
    let bytes = Array(queue.pending)
    let arrival = down.arrival(of: bytes.count, sentAt: now)
    queue.advance(by: bytes.count, at: now)
    // Questions stand at the end of what is written at once.
    for index in bytes.indices where answers && bytes[index] == 0x1B {
      let isMarked = bytes[index...].starts(with: Self.markedQuestion)
      guard isMarked || bytes[index...].starts(with: Self.question) else { continue }
      answerCount += 1
      if lossInterval > 0, answerCount % lossInterval == 0 { continue }
      let column = isMarked ? Self.column(before: index, in: bytes) : nil
      returns.append((up.arrival(of: column == nil ? 4 : 6, sentAt: arrival), column))
    }
    return arrival
  }

  /// Where the cursor is put in the second row just before an index, counted from 0.
  private static func column(before index: Int, in bytes: [UInt8]) -> Int? {
    let move = String(decoding: bytes[..<index], as: UTF8.self).split(separator: ";").last
    return move?.hasSuffix("H") == true ? move.flatMap { Int($0.dropLast()) }.map { $0 - 1 } : nil
  }
}
