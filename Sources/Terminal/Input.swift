package import Cells

/// One thing that the terminal sent: a person's key or the terminal's own report.
package enum Input: Hashable, Sendable {
  case key(Key)
  case reply(Reply)
  case focusGained
  case focusLost
}

/// The terminal's answer to a question.
package enum Reply: Hashable, Sendable {
  /// DA1: the numbers of the supported features; 4 is sixel.
  case attributes([Int])
  /// DA2: the numbers of make and version, by the terminal's own count.
  case secondaryAttributes([Int])
  /// XTVERSION: name and version, as the terminal writes them.
  case terminalName(String)
  case kittyGraphics(isSupported: Bool)
  /// XTSMGRAPHICS 1: colour registers, in use or at most, in the order of the questions.
  case colourRegisters(Int)
  /// XTSMGRAPHICS 2: the largest sixel picture, in pixels.
  case pictureLimit(width: Int, height: Int)
  /// XTSMGRAPHICS with an error; the item as the terminal gives it.
  case graphicsRefused(item: Int)
  /// One cell, in pixels.
  case cellSize(width: Int, height: Int)
  /// All cells together, in pixels.
  case textAreaSize(width: Int, height: Int)
  /// DECRQM 2026: updates that appear at once.
  case synchronizedOutput(isSupported: Bool)
  /// DECRQSS m: whether the 24-bit colour that was set before is still that one.
  case rendition(isDirect: Bool)
  /// OSC 11: whether the terminal's own background is a bright one.
  case background(isBright: Bool)
  /// DSR 0: everything sent before the question has been taken in.
  case ready
  /// CPR: the cursor, from 0.
  case cursor(row: Int, column: Int)
}
