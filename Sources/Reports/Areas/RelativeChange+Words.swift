package import Causes
import Files

extension RelativeChange {
  /// The change with its interval, such as `-4.1 % ± 0.3 %`.
  package var percent: String {
    "\(share > 0 ? "+" : "")\((100 * share).decimals(1)) % ± \((100 * interval).decimals(1)) %"
  }
}
