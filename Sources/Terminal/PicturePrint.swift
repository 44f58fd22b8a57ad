import Glibc
import Synchronization

/// Prints a picture into a terminal that scrolls, in pieces that a signal can come between.
///
/// A picture that is cut off is ended first: the terminal would take what the shell writes for the rest
/// of it.
package enum PicturePrint {
  /// As much is written at a time; a signal is answered before the next piece.
  private static let piece = 4096
  /// Ends a picture that is cut off; shown, it is nothing.
  private static let ending = Array("\u{1B}\\".utf8)
  /// Held while a picture is written.
  private static let turn = Mutex(())

  /// Writes bytes to the terminal on standard output; does not return if a signal cuts them off, which
  /// then ends the program.
  ///
  /// - Throws: `TerminalError.closed` if it is gone, `.noTerminal` if there is none.
  package static func write(_ bytes: [UInt8]) throws(TerminalError) {
    let name = unsafe ttyname(STDOUT_FILENO).map { unsafe String(cString: $0) }
    try write(bytes, to: name ?? TerminalDevice.controlling) { EndingSignal.first != nil }
    while EndingSignal.first != nil { pause() }
  }

  /// Waits until a picture that a signal cuts off has its end, so that a message may follow.
  package static func awaitEnd() { turn.withLock { _ in } }

  /// The same for a terminal's device, until `isEnding`, which is asked before each piece.
  package static func write(
    _ bytes: [UInt8], to path: String, isEnding: () -> Bool
  ) throws(TerminalError) {
    try turn.withLock { (_) throws(TerminalError) in
      try writeInTurn(bytes, to: path, isEnding: isEnding)
    }
  }

  private static func writeInTurn(
    _ bytes: [UInt8], to path: String, isEnding: () -> Bool
  ) throws(TerminalError) {
    let device = try TerminalDevice(path: path)
    // A stop would leave the picture open, too.
    let stop = device.takeWithoutStops(endingWith: ending)
    defer { device.giveBack(stop) }
    if device.isInForeground { device.enterPrintMode() }
    var rest = bytes[...]
    while !rest.isEmpty, !isEnding() {
      guard let count = device.write(rest.prefix(piece)) else { throw .closed }
      rest = rest.dropFirst(count)
      if count == 0 { device.wait(for: Int16(POLLOUT), until: .now + .milliseconds(100)) }
    }
    guard !rest.isEmpty else { return }
    device.write(ending, until: .now + .seconds(1), stalling: .milliseconds(500))
  }
}
