import Glibc

extension Double {
  /// The number with so many decimals, as a table shows it.
  ///
  /// - Precondition: It is finite.
  package func decimals(_ count: Int) -> String {
    precondition(isFinite, "\(self) in a table")
    let scale = pow(10, Double(count))
    let scaled = (magnitude * scale).rounded()
    // Beyond this a Double has no decimals left.
    guard scaled < 9e15 else { return "\(self)" }
    let (whole, part) = Int(scaled).quotientAndRemainder(dividingBy: Int(scale))
    let digits = "\(part)"
    let sign = self < 0 && scaled > 0 ? "-" : ""
    guard count > 0 else { return "\(sign)\(whole)" }
    return "\(sign)\(whole)." + String(repeating: "0", count: count - digits.count) + digits
  }
}
