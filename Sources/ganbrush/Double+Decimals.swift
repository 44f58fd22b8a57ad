import Foundation

extension Double {
  private static let plain = Locale(identifier: "C")

  /// The number with so many decimals.
  func decimals(_ count: Int) -> String {
    formatted(.number.precision(.fractionLength(count)).grouping(.never).locale(Self.plain))
  }

  /// The number with three digits, and an exponent where it is far from 1.
  var short: String {
    guard magnitude < 1e5, self == 0 || magnitude >= 1e-3 else { return "\(Float(self))" }
    return formatted(
      .number.precision(.significantDigits(1...3)).grouping(.never).locale(Self.plain))
  }
}
