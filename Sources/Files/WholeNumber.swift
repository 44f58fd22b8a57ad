/// A whole number in a JSON file; a wrong one is refused with its place and what was expected.
///
/// For numbers that do not fit, the decoder itself says only that the file is damaged.
package struct WholeNumber<Value: FixedWidthInteger & Codable>: Codable {
  package let value: Value

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      value = try container.decode(Value.self)
    } catch let error as DecodingError {
      throw error
    } catch {
      let found = (try? container.decode(Double.self)).map { "found \($0), " } ?? ""
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "\(found)expected a whole number from \(Value.min) to \(Value.max)")
    }
  }

  /// Takes a number to be written.
  package init(_ value: Value) { self.value = value }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
