package import Units

/// What a dissection says of one unit.
package struct UnitFindings: Sendable {
  package let unit: Unit
  /// The activation that 1 % of all pixels exceed.
  package let level: Double
  /// By concept: the IoU of the pixels above `level` with the concept's.
  package let ious: [Double]
  /// By concept: the largest IoU that as many pixels can reach.
  package let ceilings: [Double]
  /// By concept: what the same unit reaches among the labels of other pictures.
  package let chances: [ChanceLevel]
  /// The level that tells most of some concept; nil where none tells anything.
  package let information: InformationThreshold?
  /// The IoU at that level with that concept.
  package let informationIoU: Double
  package let curve: ActivationCurve
  package let top: TopPictures

  /// A unit matches a concept above this IoU, at the top 1 % (PNAS 2020).
  package static let matchingIoU = 0.04
  /// A unit matches a concept above this IoU and information ratio, at the level of most information
  /// (ICLR 2019).
  package static let matchingInformation = (iou: 0.05, ratio: 0.01)

  /// Draws the conclusions from a unit's counts.
  package init(_ unit: Unit, in tally: LayerTally, _ scale: LevelScale) {
    let counts = tally.units[unit.channel]
    let curve = ActivationCurve(counts, scale)
    let cut = curve.cut(fraction: LevelScale.top)
    self.unit = unit
    self.curve = curve
    level = cut.level
    ious = curve.areas.indices.map { curve.iou($0, cut) }
    ceilings = curve.areas.indices.map { curve.ceiling($0, cut) }
    let active = curve.total > 0 ? cut.active / curve.total : 0
    chances = curve.areas.indices.map {
      ChanceLevel(counts, $0, areas: tally.comparedAreas, active: active)
    }
    information = InformationThreshold(curve)
    informationIoU = information.map { curve.iou($0.concept, $0.cut) } ?? 0
    top = counts.top
  }

  /// The concept with the highest IoU, of equals the first.
  package var label: Int {
    ious.indices.reduce(0) { ious[$1] > ious[$0] ? $1 : $0 }
  }

  package var iou: Double { ious[label] }

  /// Whether it matches its label by the protocol of PNAS 2020.
  package var matches: Bool { iou > Self.matchingIoU }

  /// Whether it matches a concept by the protocol of ICLR 2019.
  package var matchesByInformation: Bool {
    guard let information else { return false }
    return informationIoU > Self.matchingInformation.iou
      && information.ratio > Self.matchingInformation.ratio
  }
}
