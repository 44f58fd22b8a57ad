import ArgumentParser

extension Option {
  /// An option that takes a number, also one that begins with a dash.
  ///
  /// Whatever is none, or out of range, is refused with one sentence for all options.
  ///
  /// - Parameters:
  ///   - wrappedValue: What it has if it is not given.
  ///   - option: Its name.
  ///   - range: What is accepted.
  ///   - help: What it is for.
  init(
    wrappedValue: Value, number option: String, in range: ClosedRange<Value>, help: String
  ) where Value: LosslessStringConvertible & Comparable & Sendable {
    self.init(
      wrappedValue: wrappedValue, parsing: .unconditional,
      help: "\(help) (default: \(Self.text(wrappedValue)))"
    ) { try Self.number($0, of: option, in: range) }
  }

  /// An option that takes a number and may be left out.
  init<Number>(
    number option: String, in range: ClosedRange<Number>, help: String
  ) where Value == Number?, Number: LosslessStringConvertible & Comparable & Sendable {
    self.init(parsing: .unconditional, help: "\(help)") {
      try Self.number($0, of: option, in: range)
    }
  }

  private static func number<Number: LosslessStringConvertible & Comparable>(
    _ text: String, of option: String, in range: ClosedRange<Number>
  ) throws -> Number {
    guard let number = Number(text), range ~= number else {
      throw ValidationError(
        "\(option) is \(text), expected \(Self.text(range.lowerBound)) to "
          + Self.text(range.upperBound))
    }
    return number
  }

  /// A number as people write it: 60.0 seconds are 60.
  private static func text<Number: LosslessStringConvertible>(_ number: Number) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// Takes the parser's own words from a sentence that says all: `--id is -1, expected 0 to 999999`.
func withoutParserWords(_ message: String) -> String {
  message.replacing(
    /The value '.*?' is invalid for '.*?': (?=--[a-z-]+ is .*, expected )/, with: "")
}
