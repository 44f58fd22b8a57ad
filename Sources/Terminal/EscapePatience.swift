import Glibc

/// How long a lone escape byte waits for the rest of a sequence before it is the escape key.
///
/// The bytes of a sequence leave the terminal together, but a slow link may tear them apart. So the
/// wait grows with the round trip, from 50 ms on a fast link to 300 ms on a slow one.
package struct EscapePatience: Equatable, Sendable {
  private static let least = Duration.milliseconds(50)
  private static let most = Duration.milliseconds(300)

  /// What the person has set with `ESCDELAY`.
  private let chosen: Duration?
  /// The shortest time in which the terminal has answered.
  private var roundTrip: Duration?

  /// - Parameter delay: The value of `ESCDELAY`: milliseconds, as ncurses has it; nil if unset.
  package init(delay: String?) {
    chosen = delay.flatMap { Int($0) }.flatMap {
      (0...60_000).contains($0) ? .milliseconds($0) : nil
    }
  }

  /// Takes how long an answer of the terminal took; the shortest time counts, because the others hold
  /// what the terminal did meanwhile.
  package mutating func learn(roundTrip time: Duration) {
    roundTrip = roundTrip.map { min($0, time) } ?? time
  }

  /// The wait, as far as the link is known.
  package var duration: Duration {
    chosen ?? min(Self.least + (roundTrip ?? .zero) * 2, Self.most)
  }
}
