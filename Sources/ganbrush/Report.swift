import Foundation

/// What was found in pictures, as one JSON object.
struct Report<Finding: Encodable>: Encodable {
  /// The network, as it was named.
  let model: String
  let pictures: [Finding]

  /// Prints it; numbers are finite.
  func print() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    Swift.print(String(decoding: try encoder.encode(self), as: UTF8.self))
  }
}
