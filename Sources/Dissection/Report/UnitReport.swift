/// What a dissection found of one unit; lists by concept have the order of `DissectionReport.concepts`.
package struct UnitReport: Codable, Equatable, Sendable {
  /// The level that tells most about a concept, and what it tells (ICLR 2019).
  package struct Information: Codable, Equatable, Sendable {
    package let concept: Int
    /// Mutual information by joint entropy, 0 to 1.
    package let ratio: Double
    package let level: Double
    package let iou: Double

    package init(concept: Int, ratio: Double, level: Double, iou: Double) {
      self.concept = concept
      self.ratio = ratio
      self.level = level
      self.iou = iou
    }
  }

  /// A picture that activates the unit much.
  package struct TopPicture: Codable, Equatable, Sendable {
    /// Its number among the specimens.
    package let number: Int
    /// The unit's highest activation in it.
    package let activation: Double

    package init(number: Int, activation: Double) {
      self.number = number
      self.activation = activation
    }
  }

  /// How often the unit has which activation: shares in bins of one width from `low` to `high`.
  package struct Histogram: Codable, Equatable, Sendable {
    package let low: Double
    package let high: Double
    /// Shares of all pixels, which add up to 1.
    package let everywhere: [Double]
    /// Shares of the pixels of the unit's label.
    package let label: [Double]

    package init(low: Double, high: Double, everywhere: [Double], label: [Double]) {
      self.low = low
      self.high = high
      self.everywhere = everywhere
      self.label = label
    }
  }

  package let unit: Int
  /// The activation that 1 % of all pixels exceed.
  package let level: Double
  /// The share of pixels above `level`: 0.01, or less where a level divides no equal activations.
  package let active: Double
  /// The concept with the highest IoU, of equals the first.
  package let label: Int
  /// By concept: the IoU of the pixels above `level` with the concept's.
  package let ious: [Double]
  /// By concept: what one shuffle in a hundred of other pictures' labels exceeds.
  package let chances: [Double]
  /// By concept: the largest IoU that as many active pixels allow.
  package let ceilings: [Double]
  /// By concept: the mean activation where it is; nil where it occurs nowhere.
  package let means: [Double?]
  package let information: Information?
  /// Activations at the probabilities of `quantileProbabilities`.
  package let quantiles: [Double]
  package let histogram: Histogram
  /// The most active first, ten at most.
  package let top: [TopPicture]

  package init(
    unit: Int, level: Double, active: Double, label: Int, ious: [Double], chances: [Double],
    ceilings: [Double], means: [Double?], information: Information?, quantiles: [Double],
    histogram: Histogram, top: [TopPicture]
  ) {
    self.unit = unit
    self.level = level
    self.active = active
    self.label = label
    self.ious = ious
    self.chances = chances
    self.ceilings = ceilings
    self.means = means
    self.information = information
    self.quantiles = quantiles
    self.histogram = histogram
    self.top = top
  }

  package static let quantileProbabilities = [
    0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 1,
  ]
  /// How many of the most activating pictures are kept.
  package static let topCount = 10

  package var iou: Double { ious[label] }
  package var chance: Double { chances[label] }
  package var ceiling: Double { ceilings[label] }

  /// Whether it matches its label by the protocol of PNAS 2020.
  package var matches: Bool { iou > UnitFindings.matchingIoU }

  /// Whether its IoU with its label exceeds what chance gives.
  package var isAboveChance: Bool { iou > chance }

  /// Whether it matches a concept by the protocol of ICLR 2019.
  package var matchesByInformation: Bool {
    guard let information else { return false }
    return information.iou > UnitFindings.matchingInformation.iou
      && information.ratio > UnitFindings.matchingInformation.ratio
  }
}
