package import Causes
import Files

extension RelativeChange {
  /// The change with its interval, such as `-4.1 % ± 0.3 %`; `± –` where that is not known.
  package var percent: String {
    let reach = interval.map { "\((100 * $0).decimals(1)) %" } ?? "–"
    return "\(share > 0 ? "+" : "")\((100 * share).decimals(1)) % ± \(reach)"
  }
}
