import Files
import FoundationEssentials

/// Prints the one JSON object of `--json`, indented, its keys in order.
enum JSONOutput {
  /// Prints a value, whose numbers are finite.
  static func print(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(value), as: UTF8.self)
    Console.show(Array("\(escaped(json))\n".utf8))
  }

  /// Names stay exact for whoever parses them, but cannot control a terminal: the encoder escapes
  /// only the control characters of ASCII.
  private static func escaped(_ json: String) -> String {
    var text = ""
    for scalar in json.unicodeScalars {
      if scalar == "\n" || String(scalar).visible == String(scalar) {
        text.unicodeScalars.append(scalar)
      } else {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    return text
  }
}
