extension Reply {
  /// The answer in a DCS or APC string, or nil for an unknown one.
  ///
  /// The kind is the byte after `ESC` that began the string.
  init?(string kind: UInt8, _ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    switch kind {
    case UInt8(ascii: "P"):
      guard text.hasPrefix(">|") else { return nil }
      // The name is shown to people: nothing in it may act on a terminal.
      let name = text.dropFirst(2).unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
      self = .terminalName(String(String.UnicodeScalarView(name.prefix(100))))
    case UInt8(ascii: "_"):
      guard text.hasPrefix("G"), let semicolon = text.firstIndex(of: ";") else { return nil }
      self = .kittyGraphics(isSupported: text[semicolon...] == ";OK")
    default: return nil
    }
  }
}
