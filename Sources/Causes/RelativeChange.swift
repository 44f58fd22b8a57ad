/// A change as a share of what there was before it.
package struct RelativeChange: Codable, Equatable, Sendable {
  /// -1 where all of it is gone, 1 where it has doubled.
  package let share: Double
  /// Half of the 99 % confidence interval of the difference, as a share of the same whole; nil where a
  /// single picture tells of the change.
  package let interval: Double?

  package init(share: Double, interval: Double?) {
    self.share = share
    self.interval = interval
  }

  /// Takes a mean difference and half of its interval, in the units of a whole that is more than 0.
  init(_ difference: Double, _ interval: Double?, of whole: Double) {
    self.init(share: difference / whole, interval: interval.map { $0 / whole })
  }

  /// No change at all.
  package static let zero = RelativeChange(share: 0, interval: 0)

  /// The share that is gone: what published curves show.
  package var removal: Double { share == 0 ? 0 : -share }

  private enum CodingKeys: String, CodingKey {
    case share = "share"
    case interval = "interval"
  }
}
