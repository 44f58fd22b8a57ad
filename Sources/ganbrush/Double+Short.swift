import Files

extension Double {
  /// The number with three digits, or all before its point, and an exponent where it is far from 1.
  var short: String {
    guard magnitude < 1e5, self == 0 || magnitude >= 1e-3 else { return "\(Float(self))" }
    let places = [1, 10, 100, 1e3, 1e4].firstIndex { (magnitude * $0).rounded() >= 100 } ?? 5
    // Zeros at the end say nothing.
    let digits = decimals(places)
    guard digits.contains(".") else { return digits }
    return String(digits.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
  }
}
