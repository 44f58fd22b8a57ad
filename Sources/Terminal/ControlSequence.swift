import Cells

/// A finished `ESC [` sequence, taken apart.
struct ControlSequence {
  /// One of `<`, `=`, `>` and `?`.
  private let prefix: UInt8?
  private let parameters: [Int]
  private let intermediates: [UInt8]
  private let final: UInt8

  /// No number in a real sequence is larger; a hostile one stops here.
  private static let largestNumber = 1_000_000

  /// Makes a sequence from the bytes between `ESC [` and the final one.
  init?(_ bytes: [UInt8], final: UInt8) {
    var rest = bytes[...]
    prefix = rest.first.flatMap { (0x3C...0x3F).contains($0) ? $0 : nil }
    if prefix != nil { rest.removeFirst() }
    let numbers = rest.prefix { (0x30...0x3B).contains($0) }
    intermediates = Array(rest.dropFirst(numbers.count))
    guard intermediates.allSatisfy({ (0x20...0x2F).contains($0) }), numbers.count < 256 else {
      return nil
    }
    if numbers.isEmpty {
      parameters = []
    } else {
      parameters = numbers.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        .map { digits in
          // A colon starts a subparameter; none matters here.
          digits.prefix { $0 != UInt8(ascii: ":") }.reduce(0) {
            min($0 * 10 + Int($1) - 0x30, Self.largestNumber)
          }
        }
    }
    self.final = final
  }

  /// What the sequence means, or nil for an unknown one.
  var input: Input? {
    switch (prefix, intermediates) {
    case (nil, []): plainInput
    case (UInt8(ascii: "<"), []): mouse.map { .key(.mouse($0)) }
    case (UInt8(ascii: ">"), []):
      final == UInt8(ascii: "c") ? .reply(.secondaryAttributes(parameters)) : nil
    case (UInt8(ascii: "?"), []): privateReply.map { .reply($0) }
    case (UInt8(ascii: "?"), [UInt8(ascii: "$")]): modeReply.map { .reply($0) }
    default: nil
    }
  }

  private func parameter(_ index: Int) -> Int {
    parameters.indices.contains(index) ? parameters[index] : 0
  }

  private var plainInput: Input? {
    switch final {
    case UInt8(ascii: "I"): .focusGained
    case UInt8(ascii: "O"): .focusLost
    case UInt8(ascii: "M"):
      // urxvt's own mouse coding: X10's numbers, written in decimal.
      MouseEvent(x10: parameter(0), column: parameter(1) + 32, row: parameter(2) + 32)
        .map { .key(.mouse($0)) }
    case UInt8(ascii: "n"): parameters == [0] ? .reply(.ready) : nil
    case UInt8(ascii: "t"): sizeReply.map { .reply($0) }
    case UInt8(ascii: "R") where parameters.count == 2 && !isModifiedF3:
      .reply(.cursor(row: max(0, parameter(0) - 1), column: max(0, parameter(1) - 1)))
    case UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: "@"): numberedKey.map { .key($0) }
    case UInt8(ascii: "u"):
      Key(codepoint: parameter(0), modifiers: parameter(1)).map { .key($0) }
    default: Key(control: final, modifiers: parameter(1)).map { .key($0) }
    }
  }

  /// F3 with a modifier looks like a cursor in the first row, which nothing here asks for.
  private var isModifiedF3: Bool { parameter(0) == 1 && (2...16).contains(parameter(1)) }

  private var numberedKey: Key? {
    switch parameter(0) {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(parameter(0) - 10)
    case 17...21: .function(parameter(0) - 11)
    case 23, 24: .function(parameter(0) - 12)
    case 27: Key(codepoint: parameter(2), modifiers: parameter(1))
    default: nil
    }
  }

  private var mouse: MouseEvent? {
    guard parameters.count == 3 else { return nil }
    let (row, column) = (parameter(2) - 1, parameter(1) - 1)
    switch final {
    case UInt8(ascii: "M"): return MouseEvent(code: parameter(0), row: row, column: column)
    case UInt8(ascii: "m"):
      guard parameter(0) & 0xE3 < 3, row >= 0, column >= 0 else { return nil }
      return MouseEvent(.release, row: row, column: column)
    default: return nil
    }
  }

  private var privateReply: Reply? {
    switch (final, parameter(0), parameter(1)) {
    case (UInt8(ascii: "c"), _, _): .attributes(parameters)
    case (UInt8(ascii: "S"), 1, 0): .colourRegisters(parameter(2))
    case (UInt8(ascii: "S"), 2, 0): .pictureLimit(width: parameter(2), height: parameter(3))
    case (UInt8(ascii: "S"), _, _): .graphicsRefused(item: parameter(0))
    default: nil
    }
  }

  private var modeReply: Reply? {
    guard final == UInt8(ascii: "y"), parameter(0) == 2026 else { return nil }
    return .synchronizedOutput(isSupported: (1...3).contains(parameter(1)))
  }

  private var sizeReply: Reply? {
    guard parameters.count == 3, parameter(1) > 0, parameter(2) > 0 else { return nil }
    switch parameter(0) {
    case 4: return .textAreaSize(width: parameter(2), height: parameter(1))
    case 6: return .cellSize(width: parameter(2), height: parameter(1))
    default: return nil
    }
  }
}
