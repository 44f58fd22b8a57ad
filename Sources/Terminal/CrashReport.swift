import CSignals
import Glibc

/// The file that tells of a crash: which signal, and where in the program.
package enum CrashReport {
  /// Lets a crash give the terminal back, write the file and say where it is in one line.
  ///
  /// Swift's own backtrace takes half a minute and covers the screen.
  ///
  /// - Parameters:
  ///   - path: The file, which is made by the crash only.
  ///   - folders: The folders that may have to be made for it, outermost first.
  ///   - shownPath: The path as a terminal may show it.
  ///   - head: What the report begins with.
  ///   - isChained: Whether Swift's own backtrace follows.
  package static func prepare(
    at path: String, in folders: [String], shownPath: String, head: String, isChained: Bool
  ) {
    let names = unsafe folders.map { unsafe strdup($0) }
    defer { unsafe names.forEach { unsafe free($0) } }
    let ended = unsafe names.map { unsafe UnsafePointer($0) } + [nil]
    unsafe csignals_watch_crashes(ended, path, shownPath, head, isChained)
  }
}
