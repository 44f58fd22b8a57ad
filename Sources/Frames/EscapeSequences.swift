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
}
