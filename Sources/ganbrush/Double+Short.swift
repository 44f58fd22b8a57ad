import Foundation

extension Double {
  /// The number with three digits, and an exponent where it is far from 1.
  var short: String {
    guard magnitude < 1e5, self == 0 || magnitude >= 1e-3 else { return "\(Float(self))" }
    return formatted(
      .number.precision(.significantDigits(1...3)).grouping(.never).locale(.init(identifier: "C")))
  }
}
