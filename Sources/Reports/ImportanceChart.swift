package import Causes
import Glibc

/// What a classifier loses with its most important units, and how well these match concepts, as charts.
package enum ImportanceChart {
  /// A line of the chart by number of units.
  package struct Line: Sendable {
    package let name: String
    package let points: [AblationPoint]
    /// Whether random units are ablated or kept.
    package let isControl: Bool
    /// Whether the units are kept, and all others ablated.
    package let isKept: Bool

    package init(_ name: String, _ points: [AblationPoint], isKept: Bool, isControl: Bool) {
      (self.name, self.points) = (name, points)
      (self.isKept, self.isControl) = (isKept, isControl)
    }
  }

  private static let colours = (ablated: "#C0392B", kept: "#2C6FBB")
  private static let (width, height) = (560.0, 300.0)
  private static let lineHeight = 16.0

  /// Draws balanced accuracy by the number of units that are ablated or kept.
  ///
  /// The units lie as far apart as their numbers' logarithms: 1, 2, 4 are evenly spaced.
  ///
  /// - Parameters:
  ///   - layer: The name of the layer.
  ///   - unchanged: With all units.
  ///   - lines: The lines, all with the same numbers of units.
  /// - Returns: The content of an SVG file.
  package static func accuracy(
    of layer: String, _ unchanged: AblationPoint, _ lines: [Line]
  ) -> String {
    let sizes = lines.first?.points.map(\.units) ?? []
    let least = lines.flatMap(\.points).map(\.balancedAccuracy).min() ?? 0.5
    let frame = ChartFrame(
      width: width, height: height, x: 0...max(1, place(sizes.last ?? 1)),
      y: min(0.5, (least * 20).rounded(.down) / 20)...1)
    var content = [unchanged.balancedAccuracy, 0.5].map { value in
      Drawing.line(
        [(frame.x.places.0, frame.y(value)), (frame.x.places.1, frame.y(value))], dash: "2 3")
    }
    for (number, line) in lines.enumerated() {
      let colour = line.isKept ? colours.kept : colours.ablated
      let dash = line.isControl ? "6 4" : ""
      content.append(
        Drawing.line(
          line.points.map { (frame.x(place($0.units)), frame.y($0.balancedAccuracy)) },
          colour: colour, dash: dash))
      let top = frame.y(0.75) - lineHeight * (Double(lines.count) / 2 - Double(number))
      // Few units change little, one way or the other: there the middle is free.
      let left = frame.x.places.0 + 14
      content.append(Drawing.line([(left, top), (left + 24, top)], colour: colour, dash: dash))
      content.append(Drawing.word(line.name, x: left + 30, y: top + 4))
    }
    let drawing = frame.drawn(
      title: "What classes keep of their balanced accuracy when units of \(layer) are switched off",
      across: "units of \(layer)", upward: "balanced accuracy",
      columns: sizes.filter { $0 != 3 }.map { (place($0), "\($0)") }, content)
    return drawing.source + "\n"
  }

  /// Draws the mean IoU of units by the number of classes that they matter to, with standard errors.
  ///
  /// - Parameters:
  ///   - layer: The name of the layer.
  ///   - groups: The groups of units, rising.
  /// - Returns: The content of an SVG file.
  package static func iou(of layer: String, _ groups: [ImportanceGroup]) -> String {
    let most = groups.map { $0.iou + ($0.standardError ?? 0) }.max() ?? 0
    let last = Double(groups.last?.classes ?? 0)
    let frame = ChartFrame(
      width: width, height: height, x: -0.6...(last + 0.6), y: 0...max(most * 1.15, 0.01))
    let bars = groups.flatMap { group in
      let middle = frame.x(Double(group.classes))
      let half = (frame.x(0.35) - frame.x(0))
      let (top, floor) = (frame.y(group.iou), frame.y(0))
      let error = group.standardError ?? 0
      let reach = [group.iou - error, group.iou + error].map { frame.y(max(0, $0)) }
      return [
        Drawing.rectangle(
          x: middle - half, y: top, width: 2 * half, height: floor - top,
          fill: ConceptCategory.object.colour),
        Drawing.word("\(group.units)", x: middle, y: reach[1] - 6, anchor: "middle"),
      ]
        + (group.standardError == nil
          ? [] : [Drawing.line([(middle, reach[0]), (middle, reach[1])])])
    }
    let words = groups.map { group in
      (value: Double(group.classes), word: group.classes == 7 ? "7+" : "\(group.classes)")
    }
    let drawing = frame.drawn(
      title: "IoU of the units of \(layer) by the number of classes that they matter to",
      across: "classes that have the unit among their four most important (above: units)",
      upward: "mean of best IoU", columns: words, bars)
    return drawing.source + "\n"
  }

  /// The logarithm of a number of units to the base of 2.
  private static func place(_ units: Int) -> Double { log2(Double(units)) }
}
