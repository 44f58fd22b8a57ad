extension Reply {
  /// The answer in a DCS, OSC or APC string, or nil for an unknown one.
  ///
  /// The kind is the byte after `ESC` that began the string.
  init?(string kind: UInt8, _ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    switch kind {
    case UInt8(ascii: "P"):
      if let colour = Self.rendition(text) {
        self = colour
        return
      }
      guard text.hasPrefix(">|") else { return nil }
      // The name is shown to people: nothing in it may act on a terminal.
      let name = text.dropFirst(2).unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
      self = .terminalName(String(String.UnicodeScalarView(name.prefix(100))))
    case UInt8(ascii: "]"):
      guard let isBright = Self.isBright(text) else { return nil }
      self = .background(isBright: isBright)
    case UInt8(ascii: "_"):
      guard text.hasPrefix("G"), let semicolon = text.firstIndex(of: ";") else { return nil }
      self = .kittyGraphics(isSupported: text[semicolon...] == ";OK")
    default: return nil
    }
  }

  /// The colour that DECRQSS's question is about: no palette has it.
  private static let askedColour = ["17", "34", "51"]

  /// Sets a 24-bit background, asks for the rendition and takes the background back.
  static let renditionQuestion =
    "\u{1B}7\u{1B}[48;2;\(askedColour.joined(separator: ";"))m\u{1B}P$qm\u{1B}\\\u{1B}[m\u{1B}8"

  /// The answer to that; nil for another string, and from a terminal that does not know the question.
  private static func rendition(_ text: String) -> Reply? {
    guard let start = text.firstRange(of: "$r"), text.hasSuffix("m") else { return nil }
    let numbers = text[start.upperBound...].dropLast().split { ";:".contains($0) }
    return .rendition(isDirect: numbers.suffix(3).map(String.init) == askedColour)
  }

  /// Asks for the terminal's own background.
  static let backgroundQuestion = "\u{1B}]11;?\u{1B}\\"

  /// Whether `11;rgb:` and three channels, of one to four hexadecimal digits each, are bright.
  private static func isBright(_ text: String) -> Bool? {
    guard text.hasPrefix("11;rgb:") else { return nil }
    let shares = text.dropFirst("11;rgb:".count).split(separator: "/").compactMap { digits in
      digits.count <= 4
        ? Int(digits, radix: 16).map { Double($0) / Double(1 << (4 * digits.count) - 1) } : nil
    }
    guard shares.count == 3 else { return nil }
    return 0.299 * shares[0] + 0.587 * shares[1] + 0.114 * shares[2] > 0.5
  }
}
