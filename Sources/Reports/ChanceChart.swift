import Dissection
import Units

/// How the IoU of a layer's units lies beside what chance gives them, as a histogram.
enum ChanceChart {
  private static let binCount = 40

  /// Draws the chart as an `svg` element.
  static func drawing(of layer: LayerReport) -> Markup {
    let ious = layer.units.map(\.iou)
    let chances = layer.units.map(\.chance)
    let limit = UnitFindings.matchingIoU
    let most = max(ious.max() ?? 0, chances.max() ?? 0, 1.5 * limit)
    let (found, expected) = (bins(ious, upTo: most), bins(chances, upTo: most))
    let highest = max(found.max() ?? 0, expected.max() ?? 0, 4)
    let frame = ChartFrame(
      width: 560, height: 200, x: 0...most, y: 0...Double(highest))
    let width = most / Double(binCount)
    let bars = found.enumerated().filter { $0.element > 0 }.map { number, count in
      let (left, top) = (frame.x(Double(number) * width), frame.y(Double(count)))
      return Drawing.rectangle(
        x: left, y: top, width: frame.x(width) - frame.x(0) - 1, height: frame.y(0) - top,
        fill: ConceptCategory.object.colour)
    }
    let steps = expected.enumerated().flatMap { number, count in
      [number, number + 1].map {
        (x: frame.x(Double($0) * width), y: frame.y(Double(count)))
      }
    }
    let line = Drawing.line(
      [(frame.x(limit), frame.y(Double(highest))), (frame.x(limit), frame.y(0))], dash: "2 3")
    return frame.drawn(
      title: "IoU of the units of \(layer.layer.rawValue), and what chance gives",
      across: "IoU with the label", upward: "units",
      bars + [Drawing.line(steps, colour: ConceptCategory.color.colour), line])
  }

  private static func bins(_ values: [Double], upTo most: Double) -> [Int] {
    var counts = [Int](repeating: 0, count: binCount)
    for value in values {
      counts[min(binCount - 1, max(0, Int(value / most * Double(binCount))))] += 1
    }
    return counts
  }
}
