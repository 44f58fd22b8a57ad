import Dissection

extension ReportPage {
  /// What the numbers mean, in plain words.
  var reading: Markup {
    let limit = UnitFindings.matchingIoU
    let terms: [(String, String)] = [
      (
        "Unit, label",
        "A unit is one channel of a layer. Its map says where in a picture it is active. Its label is "
          + "the concept whose regions agree best with the regions where the unit is most active."
      ),
      (
        "Level",
        "The activation that the unit exceeds at 1 % of all pixels. The outlined regions in its "
          + "pictures are above this level."
      ),
      (
        "IoU",
        "Intersection over union: the pixels where the unit is above its level and the concept is "
          + "there, divided by those where at least one of both holds. It is 1 where both regions are "
          + "the same and 0 where they never meet."
      ),
      (
        "Ceiling",
        "Why \(limit) is not as low as it looks: a unit is above its level at only 1 % of all pixels. A "
          + "concept that covers 25 % of them can be met at most in a twenty-fifth, so its IoU is at "
          + "most 0.01 / 0.25 = 0.04. The ceiling is the highest IoU that is possible with the "
          + "concept's area; compare the IoU with it."
      ),
      (
        "Chance",
        "The same unit against the labels of other pictures, many times. One shuffle in a hundred "
          + "exceeds the number in the column. A unit far above it responds to what is in the "
          + "picture, not to a place that the concept always has. The label is the best of "
          + "\(report.concepts.count) concepts, so a few units pass by luck."
      ),
      (
        "Information ratio",
        "What unit and concept tell about each other, divided by what both tell together (mutual "
          + "information by joint entropy), at the level where this is highest: 0 where knowing the "
          + "unit says nothing about the concept, 1 where it says all. It is the highest over all "
          + "concepts; where that concept is another than the label, its name stands below."
      ),
    ]
    return Self.section(
      "reading", "How to read the numbers",
      [
        .element(
          "dl", [], terms.flatMap { [.element("dt", [], $0), Markup.element("dd", [], $1)] })
      ])
  }
}
