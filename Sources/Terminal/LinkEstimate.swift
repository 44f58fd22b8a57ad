import Glibc

/// What the way to the terminal carries: how long an answer takes by itself, and how many bytes a
/// second.
///
/// The two are told apart, so that a fast link with a long round trip is not taken for a slow one.
package struct LinkEstimate: Equatable, Sendable {
  /// Bytes a second while nothing has been measured: 256 kbit/s.
  private static let assumedRate = 32_000.0
  /// No sample tells a faster link from one of 100 Mbit/s.
  private static let largestRate = 12_500_000.0
  /// A shorter sample tells more about the programs at both ends than about the link.
  private static let smallestSample = 2048
  /// An answer to so few bytes takes the time of the way alone.
  private static let smallQuestion = 512
  /// After so many bytes samples count half.
  private static let memory = 16_384.0
  /// A single sample leaves the others this weight: answers that wait together for a busy program
  /// make one sample long and the next one short.
  private static let leastShare = 0.7
  /// What busy programs at both ends add to the time of a sample.
  private static let grace = Duration.milliseconds(5)

  /// The time from a byte to its answer on an idle link; nil until one has come.
  package private(set) var roundTrip: Duration?
  /// The bytes and the seconds of the samples, the older ones remembered less.
  private var bytes = 0.0
  private var seconds = 0.0

  package init() {}

  /// Whether the rate is more than an assumption.
  package var isMeasured: Bool { bytes > 0 }

  /// How many bytes a second the link carries.
  package var rate: Double {
    guard isMeasured else { return Self.assumedRate }
    return min(bytes / max(seconds, 1e-6), Self.largestRate)
  }

  /// How long the link is busy with so many bytes.
  package func time(for bytes: Int) -> Duration { .seconds(Double(bytes) / rate) }

  /// How many bytes keep the link busy for so long.
  package func bytes(in time: Duration) -> Int { Int(time / .seconds(1) * rate) }

  /// Learns from an answer.
  ///
  /// - Parameters:
  ///   - size: How many bytes the answer acknowledges.
  ///   - trip: The time from the first of them to the answer.
  ///   - gap: The time from the answer before to this one.
  ///   - wasIdle: Whether nothing else was under way when the first byte was sent.
  mutating func learn(size: Int, trip: Duration, gap: Duration?, wasIdle: Bool) {
    guard let known = roundTrip else {
      roundTrip = trip
      return
    }
    // The link may have become longer, which only an answer shows that waited for nothing else.
    let isClean = wasIdle && size <= Self.smallQuestion
    let current = trip < known || !isClean ? min(trip, known) : known + (trip - known) / 4
    roundTrip = current
    guard size >= Self.smallestSample else { return }
    let busy = max(.zero, min(trip - current, gap ?? trip) - Self.grace)
    let share = max(Self.leastShare, exp2(-Double(size) / Self.memory))
    bytes = bytes * share + Double(size)
    seconds = seconds * share + busy / .seconds(1)
  }
}
