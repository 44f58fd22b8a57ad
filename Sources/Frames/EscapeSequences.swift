import Cells

extension [UInt8] {
  /// Appends the sequence that moves the cursor; rows and columns count from 0.
  mutating func append(cursorTo row: Int, _ column: Int) {
    append(contentsOf: [0x1B, UInt8(ascii: "[")])
    append(decimal: row + 1)
    append(UInt8(ascii: ";"))
    append(decimal: column + 1)
    append(UInt8(ascii: "H"))
  }

  /// The bytes as tmux passes them through to the terminal around it.
  var wrappedForTmux: [UInt8] {
    var wrapped = Array("\u{1B}Ptmux;".utf8)
    for byte in self {
      if byte == 0x1B { wrapped.append(0x1B) }
      wrapped.append(byte)
    }
    return wrapped + [0x1B, UInt8(ascii: "\\")]
  }
}
