extension Reply {
  /// The answer in a DCS, APC or OSC string, or nil for an unknown one.
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
    case UInt8(ascii: "]"):
      guard text.hasPrefix("11;"), let reply = Reply(background: text.dropFirst(3)) else {
        return nil
      }
      self = reply
    default: return nil
    }
  }

  /// A colour as X11 writes it: `rgb:` with one to four hexadecimal digits each, or `#RRGGBB`.
  private init?(background text: Substring) {
    var channels: [Substring]
    if text.hasPrefix("rgb:") || text.hasPrefix("rgba:") {
      channels = text.drop { $0 != ":" }.dropFirst().split(separator: "/")
    } else if text.hasPrefix("#"), text.count == 7 {
      let digits = text.dropFirst()
      channels = [digits.prefix(2), digits.dropFirst(2).prefix(2), digits.dropFirst(4)]
    } else {
      return nil
    }
    guard channels.count == 3 || channels.count == 4 else { return nil }
    channels = Array(channels.prefix(3))
    let values = channels.compactMap { digits -> Int? in
      guard (1...4).contains(digits.count), let value = UInt16(digits, radix: 16) else {
        return nil
      }
      return Int(value) * 255 / ((1 << (4 * digits.count)) - 1)
    }
    guard values.count == 3 else { return nil }
    self = .background(red: values[0], green: values[1], blue: values[2])
  }
}
