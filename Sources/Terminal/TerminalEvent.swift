package import Cells

/// Something that the event loop has to act on.
package enum TerminalEvent: Hashable, Sendable {
  case key(Key)
  /// The window has this size now, or the program was stopped and goes on.
  ///
  /// The screen is blank in both cases: show everything and send pictures again.
  case resized(rows: Int, columns: Int)
  /// `WakeSignal.notify()` was called, once or several times.
  case wake
  /// The window is looked at again; a multiplexer may have lost its pictures.
  case focusGained
  case focusLost
  /// The program must end: by this signal, or with `SIGHUP` because the terminal is gone.
  case terminated(signal: Int32)
  /// The terminal answered a question late; the capabilities know it already.
  case reply(Reply)

  /// Whether the event comes before keys that were typed earlier.
  var isUrgent: Bool {
    switch self {
    case .terminated, .wake: true
    default: false
    }
  }
}
