/// A number in a JSON file, rounded to 32 bits; a wrong one is refused with its place.
///
/// The decoder itself refuses numbers that round to 0, too.
package struct RoundedNumber: Codable {
  package let value: Float

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let found: Double?
    do {
      found = try container.decode(Double.self)
    } catch let error as DecodingError {
      throw error
    } catch {
      found = nil
    }
    guard let found, Float(found).isFinite else {
      let greatest = Float.greatestFiniteMagnitude
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: (found.map { "found \($0), " } ?? "")
          + "expected a number from \(-greatest) to \(greatest)")
    }
    value = Float(found)
  }

  /// Takes a number to be written, which is finite.
  package init(_ value: Float) { self.value = value }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
