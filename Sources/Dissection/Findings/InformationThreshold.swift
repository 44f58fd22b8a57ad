import Glibc

/// The level of a unit that tells most about some concept (ICLR 2019, the `iqr` threshold).
package struct InformationThreshold: Equatable, Sendable {
  package let concept: Int
  package let cut: ActivationCurve.Cut
  /// Mutual information by joint entropy.
  package let ratio: Double

  /// The parts of all pixels that are tried: 100 from 0.001 to 1, evenly in their logarithm.
  package static let fractions = (0..<100).map { pow(10, -3 + 3 * Double($0) / 99) }
  /// A concept that covers less tells nothing.
  package static let leastArea = 0.001
  /// Unit and concept must agree on more than this part of all pixels.
  private static let leastAgreement = 0.8

  /// Finds the best level and concept of a unit; nil where none passes.
  ///
  /// Levels that are not above 0 do not count, nor does the one below all pixels.
  package init?(_ curve: ActivationCurve) {
    var best: InformationThreshold?
    for fraction in Self.fractions where fraction < 1 {
      let cut = curve.cut(fraction: fraction)
      guard cut.level > 0 else { continue }
      for concept in curve.areas.indices {
        guard Self.isEligible(concept, cut, curve) else { continue }
        let ratio = curve.informationRatio(concept, cut)
        if ratio > best?.ratio ?? 0 {
          best = InformationThreshold(concept: concept, cut: cut, ratio: ratio)
        }
      }
    }
    guard let best else { return nil }
    self = best
  }

  private init(concept: Int, cut: ActivationCurve.Cut, ratio: Double) {
    (self.concept, self.cut, self.ratio) = (concept, cut, ratio)
  }

  private static func isEligible(
    _ concept: Int, _ cut: ActivationCurve.Cut, _ curve: ActivationCurve
  ) -> Bool {
    let apart = cut.active + curve.areas[concept] - 2 * cut.above[concept]
    return curve.areas[concept] >= leastArea * curve.total
      && 1 - apart / curve.total > leastAgreement
  }
}
