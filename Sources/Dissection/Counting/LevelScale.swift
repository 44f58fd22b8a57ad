import Glibc

/// The levels between which the activations of a unit are counted.
///
/// They are quantiles of a first small sample. A bin is what lies above one level and not above the
/// next, so that the pixels above a level are those of whole bins. Around the top 1 %, where units are
/// compared with concepts, bins are narrow: that keeps the error of an IoU small.
package struct LevelScale: Equatable, Sendable {
  /// How many bins there are; the number of a bin fits a byte.
  package static let binCount = 256

  /// The part of the sample that lies above each level, in falling order: levels rise.
  package static let fractions: [Double] = [
    logarithmic(from: 1, to: 0.025, count: 111), logarithmic(from: 0.025, to: top, count: 48),
    logarithmic(from: top, to: 0.004, count: 49), logarithmic(from: 0.004, to: 0.0001, count: 46),
    [0.0001],
  ].flatMap(\.self)

  /// The part of all pixels at which units are compared with concepts (PNAS 2020).
  package static let top = 0.01
  /// The number of the level that this part of the sample lies above.
  package static let topNumber = 111 + 48

  private static func logarithmic(from first: Double, to last: Double, count: Int) -> [Double] {
    (0..<count).map { number in
      // The first level is above nothing but the least value.
      first * pow(last / first, Double(number) / Double(count))
    }
  }

  /// One level for each fraction, in rising order; several may be equal.
  package let levels: [Float]

  /// Takes levels that were chosen before.
  ///
  /// - Precondition: There are as many as fractions, finite, in rising order.
  package init(levels: [Float]) {
    precondition(levels.count == Self.fractions.count, "\(levels.count) levels")
    precondition(zip(levels, levels.dropFirst()).allSatisfy { $0 <= $1 }, "levels that fall")
    self.levels = levels
  }

  /// Chooses levels from a sample of one unit's activations.
  ///
  /// - Precondition: The sample is not empty, and finite.
  package init(sample: [Float]) {
    let sorted = sample.sorted()
    levels = Self.fractions.map { Self.quantile(1 - $0, of: sorted) }
  }

  /// The value below which a part of some numbers lies, as numpy's default: linear between neighbours.
  package static func quantile(_ part: Double, of sorted: [Float]) -> Float {
    let position = min(max(part, 0), 1) * Double(sorted.count - 1)
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    let share = position - Double(below)
    return Float(Double(sorted[below]) * (1 - share) + Double(sorted[above]) * share)
  }
}
