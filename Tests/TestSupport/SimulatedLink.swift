/// A link that carries so many bytes a second over so long a way, on whatever clock its user has.
///
/// It swallows everything at once, as the buffers of ssh do, and delivers in order.
package struct SimulatedLink: Sendable {
  package typealias Instant = ContinuousClock.Instant

  private var bytesPerSecond: Double
  private let delay: Duration
  private var busyUntil: Instant?

  /// Makes a link; its round trip takes twice the delay.
  package init(kilobits: Int, delay: Duration) {
    bytesPerSecond = Double(kilobits) * 125
    self.delay = delay
  }

  /// Makes the link one of another rate for what is sent from here on.
  package mutating func slowDown(kilobits: Int) { bytesPerSecond = Double(kilobits) * 125 }

  /// When the last of some bytes that are sent now arrives.
  package mutating func arrival(of count: Int, sentAt now: Instant) -> Instant {
    let end = max(busyUntil ?? now, now) + .seconds(Double(count) / bytesPerSecond)
    busyUntil = end
    return end + delay
  }
}
