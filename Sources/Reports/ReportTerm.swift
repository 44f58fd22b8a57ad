import Dissection

/// A word of a report's page, with what it means in short and at length.
enum ReportTerm: String, CaseIterable {
  case label = "label"
  case level = "level"
  case iou = "iou"
  case matching = "matching"
  case ceiling = "ceiling"
  case chance = "chance"
  case information = "information"

  /// What is explained at the top of the page.
  static let first: [ReportTerm] = [.label, .iou, .matching, .chance, .ceiling]

  /// Where in the page the whole explanation stands.
  var id: String { "term-\(rawValue)" }

  /// The word itself.
  var name: String {
    switch self {
    case .label: "Unit, label"
    case .level: "Level"
    case .iou: "IoU"
    case .matching: "Matching"
    case .ceiling: "Ceiling"
    case .chance: "Chance"
    case .information: "Information ratio"
    }
  }

  /// One sentence, which heads of tables show as a tooltip.
  var brief: String {
    switch self {
    case .label:
      "A unit is one channel of a layer; its label is the concept that it agrees with best."
    case .level: "The activation that the unit exceeds at 1 % of all pixels."
    case .iou:
      "How far the unit's active pixels and those of the concept are the same: 0 for never, 1 for all."
    case .matching:
      "The unit's IoU with its label is above \(UnitFindings.matchingIoU)."
    case .ceiling:
      "The highest IoU that is possible, given how much of the pictures the concept covers."
    case .chance:
      "What the unit reaches with the labels of other pictures; an IoU that is not above it means nothing."
    case .information:
      "What unit and concept tell about each other at the best level, 0 to 1, and with which concept."
    }
  }

  /// All that a reader needs to know.
  func explanation(of report: DissectionReport) -> String {
    switch self {
    case .label:
      "A unit is one channel of a layer. Its map says where in a picture it is active. Its label is "
        + "the concept whose regions agree best with the regions where the unit is most active."
    case .level:
      "The activation that the unit exceeds at 1 % of all pixels. The outlined regions in its "
        + "pictures are above this level."
    case .iou:
      "Intersection over union: the pixels where the unit is above its level and the concept is "
        + "there, divided by those where at least one of both holds. It is 1 where both regions are "
        + "the same and 0 where they never meet."
    case .matching:
      "A unit matches its label when their IoU is above \(UnitFindings.matchingIoU) (PNAS 2020), "
        + "whatever chance gives. A unit that matches but is not above chance says nothing of the "
        + "network: its row is faint, and its IoU is marked."
    case .ceiling:
      "Why \(UnitFindings.matchingIoU) is not as low as it looks: a unit is above its level at only "
        + "1 % of all pixels. A concept that covers 25 % of them can be met at most in a "
        + "twenty-fifth, so its IoU is at most 0.01 / 0.25 = 0.04. The ceiling is the highest IoU "
        + "that is possible with the concept's area; compare the IoU with it."
    case .chance:
      "The same unit against the labels of other pictures, many times. One shuffle in a hundred "
        + "exceeds the number in the column. A unit far above it responds to what is in the "
        + "picture, not to a place that the concept always has. The label is the best of "
        + "\(report.concepts.count) concepts, so a few units pass by luck."
    case .information:
      "What unit and concept tell about each other, divided by what both tell together (mutual "
        + "information by joint entropy), at the level where this is highest: 0 where knowing the "
        + "unit says nothing about the concept, 1 where it says all. It is the highest over all "
        + "concepts; where that concept is another than the label, its name stands below."
    }
  }
}
