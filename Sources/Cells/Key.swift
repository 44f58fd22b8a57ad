/// One thing that a person did at the terminal.
package enum Key: Hashable, Sendable {
  /// A character, as typed: `.character("U")` is shift and u.
  case character(Character)
  /// A letter with control held, in lower case: `.control("r")`.
  case control(Character)
  /// A printable ASCII character, or delete (U+007F), with alt held.
  case alt(Character)
  case escape, enter, tab, backTab, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  /// The left or right arrow with control or alt held.
  case wordLeft, wordRight
  /// F1 is 1.
  case function(Int)
  case mouse(MouseEvent)
  /// Text that came from the clipboard at once, with its line feeds and control characters.
  case pasted(String)
}

/// A mouse report, in cells from the upper left corner of the screen.
package struct MouseEvent: Hashable, Sendable {
  /// What the mouse did.
  package enum Action: Hashable, Sendable {
    case press(Button)
    /// The pointer moved to another cell with the button held.
    case drag(Button)
    case release
    case wheelUp, wheelDown
  }

  /// A button of the mouse.
  package enum Button: Hashable, Sendable { case left, middle, right }

  package var action: Action
  package var row: Int
  package var column: Int

  package init(_ action: Action, row: Int, column: Int) {
    self.action = action
    self.row = row
    self.column = column
  }
}
