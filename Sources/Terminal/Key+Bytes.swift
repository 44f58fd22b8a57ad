import Cells

extension Key {
  /// The key of one byte below 0x80; nil above.
  init?(ascii byte: UInt8) {
    switch byte {
    case 0x00: self = .control(" ")
    case 0x08, 0x7F: self = .backspace
    case 0x09: self = .tab
    case 0x0A, 0x0D: self = .enter
    case 0x1B: self = .escape
    case 0x01...0x1A: self = .control(Character(Unicode.Scalar(byte + 0x60)))
    case 0x1C...0x1F: self = .control(Character(Unicode.Scalar(byte + 0x40)))
    case 0x20...0x7E: self = .character(Character(Unicode.Scalar(byte)))
    default: return nil
    }
  }

  /// The key that `ESC [` and this byte mean.
  ///
  /// Modifiers are 1 plus 1 for shift, 2 for alt and 4 for control; they matter to the arrows that
  /// move by words.
  init?(control final: UInt8, modifiers: Int = 1) {
    let isByWord = max(0, modifiers - 1) & 6 != 0
    switch final {
    case UInt8(ascii: "C") where isByWord: self = .wordRight
    case UInt8(ascii: "D") where isByWord: self = .wordLeft
    case UInt8(ascii: "A"), UInt8(ascii: "a"): self = .up
    case UInt8(ascii: "B"), UInt8(ascii: "b"): self = .down
    case UInt8(ascii: "C"), UInt8(ascii: "c"): self = .right
    case UInt8(ascii: "D"), UInt8(ascii: "d"): self = .left
    case UInt8(ascii: "H"): self = .home
    case UInt8(ascii: "F"): self = .end
    case UInt8(ascii: "Z"): self = .backTab
    case UInt8(ascii: "P")...UInt8(ascii: "S"): self = .function(Int(final) - 0x4F)
    default: return nil
    }
  }

  /// The key that `ESC O` and this byte mean: arrows, F1 to F4 and the number pad.
  init?(singleShift final: UInt8) {
    switch final {
    case UInt8(ascii: "I"): self = .tab
    case UInt8(ascii: "M"): self = .enter
    case UInt8(ascii: "X"): self = .character("=")
    case UInt8(ascii: "j")...UInt8(ascii: "y"):
      self = .character(Character(Unicode.Scalar(final - 0x40)))
    case UInt8(ascii: "Z"): return nil
    case UInt8(ascii: "c"): self = .wordRight
    case UInt8(ascii: "d"): self = .wordLeft
    default: self.init(control: final)
    }
  }

  /// The key of a code point that a terminal sends with its modifiers apart; alt does not matter.
  init?(codepoint: Int, modifiers: Int) {
    guard let scalar = UInt32(exactly: codepoint).flatMap({ Unicode.Scalar($0) }) else {
      return nil
    }
    if scalar.isASCII {
      guard let key = Key(ascii: UInt8(scalar.value)) else { return nil }
      if case .character(let character) = key, max(0, modifiers - 1) & 4 != 0 {
        self = .control(Character(character.lowercased()))
      } else if key == .tab, max(0, modifiers - 1) & 1 != 0 {
        self = .backTab
      } else {
        self = key
      }
    } else {
      // Kitty numbers its function keys in the private use area; none of them is text.
      guard scalar.value >= 0xA0, scalar.properties.generalCategory != .privateUse else {
        return nil
      }
      self = .character(Character(scalar))
    }
  }
}

extension MouseEvent {
  /// A press, drag or wheel from its code; nil for hovering, further buttons and places off screen.
  ///
  /// Bits 2 to 4 are modifiers and are dropped; bit 5 is motion, bit 6 the wheel.
  init?(code: Int, row: Int, column: Int) {
    guard row >= 0, column >= 0, code >= 0, code < 128 else { return nil }
    switch (code & 0x60, code & 3) {
    case (0x40, 0): self.init(.wheelUp, row: row, column: column)
    case (0x40, 1): self.init(.wheelDown, row: row, column: column)
    case (0x00, let number), (0x20, let number):
      guard let button = Button(number: number) else { return nil }
      self.init(code & 0x20 == 0 ? .press(button) : .drag(button), row: row, column: column)
    default: return nil
    }
  }

  /// A report of three numbers from 32 on, as X10 coded it; there 3 releases whatever was held.
  init?(x10 code: Int, column: Int, row: Int) {
    let (code, row, column) = (code - 32, row - 33, column - 33)
    if (0..<32).contains(code), code & 3 == 3, row >= 0, column >= 0 {
      self.init(.release, row: row, column: column)
    } else {
      self.init(code: code, row: row, column: column)
    }
  }
}

extension MouseEvent.Button {
  /// The button with the number that xterm gives it.
  fileprivate init?(number: Int) {
    switch number {
    case 0: self = .left
    case 1: self = .middle
    case 2: self = .right
    default: return nil
    }
  }
}
