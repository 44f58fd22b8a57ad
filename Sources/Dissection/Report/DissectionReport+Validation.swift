import Files
import Units

extension DissectionReport {
  /// What a share, an IoU or an information ratio may be.
  private static let shares = 0.0...1
  /// What an activation may be: features have 32 bits.
  private static let activations =
    -Double(Float.greatestFiniteMagnitude)...Double(Float.greatestFiniteMagnitude)
  private static let sides = 1...Grid.sideLimit
  private static let binCounts = 1...256

  /// Refuses numbers that no dissection has; tables, charts and pages rely on this.
  ///
  /// - Throws: `ReadingError` with the first that is wrong.
  func validate() throws(ReadingError) {
    let grid = Part(name: "labelGrid")
    try grid.expect(labelGrid.height, in: Self.sides, as: "height")
    try grid.expect(labelGrid.width, in: Self.sides, as: "width")
    try Part(name: "segmenter").expect([confidence ?? 1], in: Self.shares, as: "confidence")
    try Part(name: "concepts").expect(concepts.count, in: 1...LabelMap.conceptLimit, as: "count")
    try Self.expectOnce(concepts.map(\.name), as: "concept")
    for concept in concepts {
      try Part(name: "concept \(shown: concept.name)")
        .expect([concept.area], in: Self.shares, as: "area")
    }
    try Self.expectOnce(layers.map(\.layer.rawValue), as: "layer")
    for layer in layers {
      let part = Part(name: "\(shown: layer.layer)")
      try part.expect(layer.height, in: Self.sides, as: "height")
      try part.expect(layer.width, in: Self.sides, as: "width")
      for (number, unit) in layer.units.enumerated() {
        try part.expect(unit.unit, in: number...number, as: "unit")
        try validate(unit, in: Part(name: "\(shown: layer.layer), unit \(number)"))
      }
    }
  }

  private func validate(_ unit: UnitReport, in part: Part) throws(ReadingError) {
    let count = concepts.count
    try part.expect(unit.label, in: 0...count - 1, as: "label")
    try part.expect([unit.active], in: Self.shares, as: "active")
    try part.expect(unit.ious, count, in: Self.shares, as: "ious")
    try part.expect(unit.chances, count, in: Self.shares, as: "chances")
    try part.expect(unit.ceilings, count, in: Self.shares, as: "ceilings")
    try part.expect(unit.means.map { $0 ?? 0 }, count, in: Self.activations, as: "means")
    try part.expect([unit.level], in: Self.activations, as: "level")
    try part.expect(
      unit.quantiles, UnitReport.quantileProbabilities.count, in: Self.activations,
      as: "quantiles")
    if let found = unit.information {
      try part.expect(found.concept, in: 0...count - 1, as: "information.concept")
      try part.expect([found.ratio], in: Self.shares, as: "information.ratio")
      try part.expect([found.iou], in: Self.shares, as: "information.iou")
      try part.expect([found.level], in: Self.activations, as: "information.level")
    }
    try validate(unit.histogram, in: part)
    try part.expect(
      unit.top.count, in: 0...min(UnitReport.topCount, specimens.count), as: "the count of top")
    for picture in unit.top {
      try part.expect(picture.number, in: 0...specimens.count - 1, as: "top.number")
      try part.expect([picture.activation], in: Self.activations, as: "top.activation")
    }
  }

  private func validate(
    _ histogram: UnitReport.Histogram, in part: Part
  ) throws(ReadingError) {
    let bins = histogram.everywhere.count
    try part.expect([histogram.low], in: Self.activations, as: "histogram.low")
    try part.expect(
      [histogram.high], in: histogram.low...Self.activations.upperBound, as: "histogram.high")
    try part.expect(bins, in: Self.binCounts, as: "the count of histogram.everywhere")
    try part.expect(histogram.everywhere, bins, in: Self.shares, as: "histogram.everywhere")
    try part.expect(histogram.label, bins, in: Self.shares, as: "histogram.label")
  }

  private static func expectOnce(_ names: [String], as kind: String) throws(ReadingError) {
    var known: Set<String> = []
    for name in names where !known.insert(name).inserted {
      throw .repeated(kind, name: name)
    }
  }
}

/// What numbers belong to, by the name that errors give it.
private struct Part {
  let name: String

  func expect(
    _ found: Int, in expected: ClosedRange<Int>, as field: String
  ) throws(DissectionReport.ReadingError) {
    guard expected.contains(found) else {
      throw .outOfRange(field: "\(name): \(field)", found: found, expected: expected)
    }
  }

  /// Refuses a list of another length than `count`, if there is one, and numbers out of range.
  func expect(
    _ found: [Double], _ count: Int? = nil, in expected: ClosedRange<Double>, as field: String
  ) throws(DissectionReport.ReadingError) {
    if let count, found.count != count {
      throw .wrongCount(list: "\(name): \(field)", found: found.count, expected: count)
    }
    for found in found where !expected.contains(found) {
      throw .outOfBounds(field: "\(name): \(field)", found: found, expected: expected)
    }
  }
}
