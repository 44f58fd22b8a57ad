import Glibc
import FoundationEssentials

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
    guard Console.verbosity != .quiet else { return }
    let now = ContinuousClock.now
    let pause = isWatched ? Duration.milliseconds(100) : .seconds(60)
    if let shown, now - shown < pause, !isWatched || done < total { return }
    if shown == nil, !isWatched, now - start < pause { return }
    shown = now
    let status = status(done, after: (now - start) / .seconds(1))
    guard isWatched else { return Console.note("\(work): \(status.joined(separator: " · "))\n") }
    let end = done == total ? "\n" : ""
    Console.note("\r\u{1B}[K\(line(done, status, width: Self.terminalWidth))\(end)")
  }

  /// How far the work has come, how fast, and how long it takes; the latter when something was done.
  private func status(_ done: Int, after seconds: Double) -> [String] {
    let rate = Double(done - (before ?? 0)) / max(seconds, 1e-3)
    guard rate > 0 else { return ["\(done)/\(total)"] }
    let left = Int((Double(total - done) / rate).rounded(.up))
    let speed = rate < 10 ? "\((rate * 10).rounded() / 10)" : "\(Int(rate))"
    return ["\(done)/\(total)", "\(speed)/s", "\(Self.clock(left)) left"]
  }

  /// The line within a width: the bar gets shorter first, then the end of the status and the work's name.
  private func line(_ done: Int, _ status: [String], width: Int) -> String {
    var status = status
    while status.count > 1, status.joined(separator: " · ").count + work.count + 1 > width {
      status.removeLast()
    }
    let text = status.joined(separator: " · ")
    let size = min(30, width - work.count - text.count - 2)
    guard size >= 4 else { return String("\(work) \(text)".suffix(width)) }
    let filled = total > 0 ? done * size / total : size
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: size - filled)
    return "\(work) \(bar) \(text)"
  }

  /// One column less than the terminal has: some begin a new line after the last.
  private static var terminalWidth: Int {
    var size = winsize()
    let isKnown = unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) - 1 : 79
  }

  private static func clock(_ seconds: Int) -> String {
    let (hours, rest) = (seconds / 3600, seconds % 3600)
    let tail = "\(rest % 60 < 10 ? "0" : "")\(rest % 60)"
    guard hours > 0 else { return "\(rest / 60):\(tail)" }
    return "\(hours):\(rest / 60 < 10 ? "0" : "")\(rest / 60):\(tail)"
  }
}
