import Foundation

/// A line on standard error that shows how far long work has come, if somebody watches.
struct ProgressBar {
  private let work: String
  private var total: Int
  private let start = ContinuousClock.now
  /// How much was done before; it tells nothing of the rate.
  private var before: Int?
  private let isWatched = isatty(STDERR_FILENO) != 0
  private var shown: ContinuousClock.Instant?

  init(_ work: String, of total: Int) {
    (self.work, self.total) = (work, total)
  }

  /// Shows that `done` of all are done, where their number is only known now.
  mutating func show(_ done: Int, of total: Int) {
    self.total = total
    if before == nil { before = done }
    show(done)
  }

  /// Shows that `done` of all are done; at most ten times a second, and at the end.
  ///
  /// Where nobody watches, as in the log of a cluster's job, there is a line a minute.
  mutating func show(_ done: Int) {
    let now = ContinuousClock.now
    let pause = isWatched ? Duration.milliseconds(100) : .seconds(60)
    if let shown, now - shown < pause, !isWatched || done < total { return }
    if shown == nil, !isWatched, now - start < pause { return }
    shown = now
    let seconds = (now - start) / .seconds(1)
    let rate = Double(done - (before ?? 0)) / max(seconds, 1e-3)
    let left = rate > 0 ? Int((Double(total - done) / rate).rounded(.up)) : 0
    let speed = rate < 10 ? "\((rate * 10).rounded() / 10)" : "\(Int(rate))"
    let status = "\(done)/\(total) · \(speed)/s · \(Self.clock(left)) left"
    guard isWatched else { return Console.note("\(work): \(status)\n") }
    let filled = total > 0 ? done * 30 / total : 30
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    Console.note("\r\u{1B}[K\(work) \(bar) \(status)\(done == total ? "\n" : "")")
  }

  private static func clock(_ seconds: Int) -> String {
    let (hours, rest) = (seconds / 3600, seconds % 3600)
    let tail = "\(rest % 60 < 10 ? "0" : "")\(rest % 60)"
    guard hours > 0 else { return "\(rest / 60):\(tail)" }
    return "\(hours):\(rest / 60 < 10 ? "0" : "")\(rest / 60):\(tail)"
  }
}
