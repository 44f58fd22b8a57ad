import Glibc
import Units

extension UnitReport {
  /// How many bins a histogram has.
  private static let histogramCount = 24
  /// The least and the highest activation of a histogram are those that so much lies beyond.
  private static let histogramTail = 0.001

  /// Takes what is reported of a unit's findings; numbers keep six digits.
  package init(_ findings: UnitFindings) {
    let curve = findings.curve
    let label = findings.label
    let cut = curve.cut(fraction: LevelScale.top)
    self.init(
      unit: findings.unit.channel, level: Self.rounded(findings.level),
      active: Self.rounded(cut.active / curve.total), label: label,
      ious: findings.ious.map(Self.rounded),
      chances: findings.chances.map { Self.rounded($0.high) },
      ceilings: findings.ceilings.map(Self.rounded),
      means: curve.areas.indices.map { curve.mean(of: $0).map(Self.rounded) },
      information: findings.information.map {
        Information(
          concept: $0.concept, ratio: Self.rounded($0.ratio), level: Self.rounded($0.cut.level),
          iou: Self.rounded(findings.informationIoU))
      },
      quantiles: Self.quantileProbabilities.map {
        Self.rounded(curve.cut(fraction: 1 - $0).level)
      },
      histogram: Self.histogram(curve, label: label),
      top: findings.top.entries.prefix(Self.topCount).map {
        TopPicture(number: $0.id, activation: Self.rounded(Double($0.activation)))
      })
  }

  private static func histogram(_ curve: ActivationCurve, label: Int) -> Histogram {
    let low = curve.cut(fraction: 1 - histogramTail).level
    let high = max(curve.cut(fraction: histogramTail).level, low)
    let edges = (1..<histogramCount).map {
      low + (high - low) * Double($0) / Double(histogramCount)
    }
    func shares(_ above: (Double) -> Double) -> [Double] {
      let above = [1] + edges.map(above) + [0]
      return zip(above, above.dropFirst()).map { rounded($0 - $1) }
    }
    return Histogram(
      low: rounded(low), high: rounded(high), everywhere: shares { curve.share(above: $0) },
      label: shares { curve.share(above: $0, of: label) })
  }

  private static func rounded(_ value: Double) -> Double {
    guard value != 0 else { return 0 }
    let scale = pow(10, 5 - floor(log10(abs(value))))
    // A number with this few digits reads back the same, and prints short.
    return scale.isFinite && scale > 0 ? (value * scale).rounded() / scale : value
  }
}
