import Foundation

/// What commands print with `--json`: one object, readable, its keys in order.
enum JSONOutput {
  /// Prints a value, whose numbers are finite.
  static func print(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    Console.show([UInt8](try encoder.encode(value)) + [UInt8(ascii: "\n")])
  }
}
