/// How far each unit of a layer takes part in causing a concept, 0 to 1: the α of GAN Dissection.
///
/// They are found by descent: switching units off by their weights where the concept is should take it
/// away, and switching them on where it is not should bring it; a penalty keeps units out that do neither.
package struct CausalWeights: Equatable, Sendable {
  /// One a unit.
  package private(set) var values: [Double]
  private let penalty: Double
  private var adam: Adam
  private var sum: [Double]
  private var count = 0

  /// Begins with weights in proportion to how well each unit matches the concept.
  ///
  /// - Parameters:
  ///   - ious: The IoU of each unit, 0 or more.
  ///   - rate: How far a step goes, about.
  ///   - penalty: What a squared weight adds to the loss.
  package init(ious: [Double], rate: Double, penalty: Double) {
    let best = ious.max() ?? 0
    values = ious.map { best > 0 ? $0 / best : 0 }
    self.penalty = penalty
    adam = Adam(rate: rate, count: ious.count)
    sum = [Double](repeating: 0, count: ious.count)
  }

  /// Adds the gradient of one pair of pictures to what the next step follows.
  ///
  /// - Parameters:
  ///   - removal: How the concept's probability grows with each weight where it was.
  ///   - insertion: The same where it was not.
  package mutating func add(removal: [Double], insertion: [Double]) {
    for unit in sum.indices { sum[unit] += removal[unit] - insertion[unit] }
    count += 1
  }

  /// Takes a step by what was added since the last one, and brings the weights back to 0...1.
  package mutating func step() {
    precondition(count > 0, "a step without a picture")
    let gradient = values.indices.map { sum[$0] / Double(count) + 2 * penalty * values[$0] }
    adam.step(&values, against: gradient)
    for unit in values.indices {
      values[unit] = min(max(values[unit], 0), 1)
      sum[unit] = 0
    }
    count = 0
  }

  /// What the penalty adds to the loss.
  package var penaltySum: Double { penalty * values.reduce(0) { $0 + $1 * $1 } }

  /// The units by their weight, the largest first; of equals the one that comes first among some others.
  ///
  /// - Parameter others: All units, the best first by another ranking.
  /// - Returns: All units.
  package func ranking(of others: [Int]) -> [Int] {
    let places = Dictionary(uniqueKeysWithValues: others.enumerated().map { ($1, $0) })
    return values.indices.sorted {
      values[$0] != values[$1]
        ? values[$0] > values[$1] : places[$0, default: .max] < places[$1, default: .max]
    }
  }
}
