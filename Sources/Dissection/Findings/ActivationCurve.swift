import Glibc

/// How many pixels of each concept lie above any level of one unit.
///
/// Counts are known at the levels of the unit's scale. Between two of them, and between the last and the
/// highest activation of a cell, pixels are taken to lie evenly; docs/method.md says how far an IoU may be
/// off for that.
package struct ActivationCurve: Sendable {
  /// A level, and the pixels above it.
  package struct Cut: Equatable, Sendable {
    package let level: Double
    /// By concept; not whole, because a cut may lie within a bin.
    package let above: [Double]
    /// Of all concepts together.
    package let active: Double
  }

  package let scale: LevelScale
  /// The levels of the scale, and the highest activation of a cell, above which no pixel lies.
  private let levels: [Double]
  /// Pixels of each concept.
  package let areas: [Double]
  /// All pixels.
  package let total: Double
  /// By concept and level: the pixels above it.
  private let above: [[Double]]
  /// The same of all concepts together.
  private let active: [Double]

  /// Adds up what a unit's tally has in its bins.
  package init(_ tally: UnitTally, _ scale: LevelScale) {
    let size = LevelScale.binCount
    self.scale = scale
    let peak = tally.top.entries.first.flatMap { top in
      scale.levels.last.map { $0 < top.activation } == true ? Double(top.activation) : nil
    }
    let levels = scale.levels.map { Double($0) } + [peak].compactMap(\.self)
    self.levels = levels
    let bins = stride(from: 0, to: tally.counts.count, by: size).map { start in
      tally.counts[start..<start + size]
    }
    areas = bins.map { Double($0.reduce(0, +)) }
    total = areas.reduce(0, +)
    above = bins.map { bins in
      var sum: UInt64 = 0
      // From the top down: the last level has only the last bin above it.
      let counts: [Double] = bins.dropFirst().reversed().map { count in
        sum += count
        return Double(sum)
      }.reversed()
      return counts + (peak == nil ? [] : [0])
    }
    active = levels.indices.map { [above] level in
      above.reduce(0) { $0 + $1[level] }
    }
  }

  /// The cut that a part of all pixels lies above.
  ///
  /// Where many pixels have the same activation, as the zeros of a rectified unit have, no level may
  /// divide them; the cut then has fewer pixels above it.
  package func cut(fraction: Double) -> Cut {
    let wanted = fraction * total
    guard let number = active.firstIndex(where: { $0 <= wanted }) else {
      return cut(at: active.count - 1)
    }
    let isTied = number + 1 < levels.count && levels[number] == levels[number + 1]
    guard number > 0, !isTied, active[number - 1] > active[number] else { return cut(at: number) }
    let share = (wanted - active[number]) / (active[number - 1] - active[number])
    return Cut(
      level: levels[number] + share * (levels[number - 1] - levels[number]),
      above: above.map { $0[number] + share * ($0[number - 1] - $0[number]) }, active: wanted)
  }

  private func cut(at number: Int) -> Cut {
    Cut(
      level: levels[number], above: above.map { $0[number] }, active: active[number])
  }

  /// How far the pixels above a cut and those of a concept are the same: their intersection by their
  /// union; 0 for a concept that occurs nowhere.
  package func iou(_ concept: Int, _ cut: Cut) -> Double {
    let union = cut.active + areas[concept] - cut.above[concept]
    return areas[concept] > 0 && union > 0 ? cut.above[concept] / union : 0
  }

  /// The largest IoU that any unit can reach, when so many pixels are active: both are the same, but
  /// for their number.
  package func ceiling(_ concept: Int, _ cut: Cut) -> Double {
    let larger = max(cut.active, areas[concept])
    return larger > 0 ? min(cut.active, areas[concept]) / larger : 0
  }

  /// What the cut and the concept tell of each other, by what both tell together: mutual information
  /// by joint entropy (ICLR 2019, `iqr`), 0 to 1.
  package func informationRatio(_ concept: Int, _ cut: Cut) -> Double {
    let both = cut.above[concept] / total
    let (active, area) = (cut.active / total, areas[concept] / total)
    let joint = [both, active - both, area - both, 1 - active - area + both]
    let entropy = Self.entropy(joint)
    guard entropy > 0 else { return 0 }
    let information =
      Self.entropy([active, 1 - active]) + Self.entropy([area, 1 - area]) - entropy
    return max(0, information / entropy)
  }

  /// The share of each concept among the pixels above a cut: what occurs where the unit is active.
  package func cooccurrence(_ cut: Cut) -> [Double] {
    cut.above.map { cut.active > 0 ? $0 / cut.active : 0 }
  }

  private static func entropy(_ parts: [Double]) -> Double {
    parts.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
  }

  // MARK: Where the concept is

  /// The mean activation at pixels of a concept; nil where it occurs nowhere.
  ///
  /// A bin counts as the middle of its levels, the outermost as their only level.
  package func mean(of concept: Int) -> Double? {
    guard areas[concept] > 0 else { return nil }
    let levels = scale.levels
    var sum = (areas[concept] - above[concept][0]) * Double(levels[0])
    for number in 1..<levels.count {
      let pixels = above[concept][number - 1] - above[concept][number]
      sum += pixels * Double(levels[number - 1] + levels[number]) / 2
    }
    sum += above[concept][levels.count - 1] * Double(levels[levels.count - 1])
    return sum / areas[concept]
  }

  /// The share of all pixels above a level.
  package func share(above level: Double) -> Double {
    total > 0 ? pixels(above: level, active, all: total) / total : 0
  }

  /// The share of a concept's pixels above a level; 0 where it occurs nowhere.
  package func share(above level: Double, of concept: Int) -> Double {
    areas[concept] > 0
      ? pixels(above: level, above[concept], all: areas[concept]) / areas[concept] : 0
  }

  /// - Parameters:
  ///   - level: Any activation.
  ///   - counts: The pixels above each level of the scale.
  ///   - all: The pixels above none of them, too.
  /// - Returns: The pixels above the level, evenly divided between two levels of the scale.
  private func pixels(above level: Double, _ counts: [Double], all: Double) -> Double {
    guard let number = levels.firstIndex(where: { $0 >= level }) else {
      return counts[levels.count - 1]
    }
    guard number > 0 else { return levels[0] > level ? all : counts[0] }
    let (low, high) = (levels[number - 1], levels[number])
    let share = (high - level) / (high - low)
    return counts[number] + share * (counts[number - 1] - counts[number])
  }

  /// The activation below which a part of a concept's pixels lies; nil where it occurs nowhere.
  package func quantile(_ part: Double, of concept: Int) -> Double? {
    guard areas[concept] > 0 else { return nil }
    let wanted = (1 - part) * areas[concept]
    let above = above[concept]
    guard let number = above.firstIndex(where: { $0 <= wanted }) else {
      return levels[levels.count - 1]
    }
    guard number > 0, above[number - 1] > above[number] else { return levels[number] }
    let share = (wanted - above[number]) / (above[number - 1] - above[number])
    return levels[number] + share * (levels[number - 1] - levels[number])
  }
}
