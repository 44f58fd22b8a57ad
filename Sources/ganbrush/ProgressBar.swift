import Foundation

/// A line on standard error that shows how far long work has come, if somebody watches.
struct ProgressBar {
  private let work: String
  private let total: Int
  private let start = ContinuousClock.now
  private let isWatched = isatty(STDERR_FILENO) != 0
  private var shown: ContinuousClock.Instant?

  init(_ work: String, of total: Int) {
    (self.work, self.total) = (work, total)
  }

  /// Shows that `done` of all are done; at most ten times a second, and at the end.
  mutating func show(_ done: Int) {
    guard isWatched else { return }
    let now = ContinuousClock.now
    if let shown, done < total, now - shown < .milliseconds(100) { return }
    shown = now
    let seconds = (now - start) / .seconds(1)
    let rate = Double(done) / max(seconds, 1e-3)
    let left = Int((Double(total - done) / rate).rounded(.up))
    let filled = done * 30 / total
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    let clock = "\(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60)"
    let line = "\(work) \(bar) \(done)/\(total) · \(Int(rate))/s · \(clock) left"
    let end = done == total ? "\n" : ""
    Console.note("\r\u{1B}[K\(line)\(end)")
  }
}
