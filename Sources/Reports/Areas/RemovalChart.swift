package import Causes
import Files

/// How much of a concept is gone with more and more units: the file `curve.svg`.
package enum RemovalChart {
  private static let ranked = "#1B7837"
  private static let random = "#777777"

  /// The file's content.
  ///
  /// - Parameters:
  ///   - curve: What was found.
  ///   - concept: The concept's name.
  /// - Returns: An SVG file.
  /// - Precondition: The curve has a point.
  package static func svg(of curve: RemovalCurve, _ concept: String) -> String {
    let points = curve.points
    let most = max(points.last?.units ?? 1, 1)
    let ends = points.flatMap { point in
      let reach = point.ranked.interval ?? 0
      return [point.ranked.removal - reach, point.ranked.removal + reach]
        + [point.randomRange?.lowerBound, point.randomRange?.upperBound].compactMap { $0 }
    }
    let (low, high) = (min(ends.min() ?? 0, 0), max(ends.max() ?? 0, 0.05))
    let frame = ChartFrame(
      width: 560, height: 320, x: 0...Double(most) * 1.02,
      y: 100 * (low - 0.02 * (high - low))...100 * (high + 0.25 * (high - low)))
    var pieces =
      low < 0 ? [Drawing.line([place(0, 0, frame), place(most, 0, frame)], dash: "2 3")] : []
    if points.contains(where: { !$0.random.isEmpty }) {
      pieces.append(
        Drawing.line(
          points.map { place($0.units, $0.randomRemoval ?? 0, frame) }, colour: random,
          dash: "6 3"))
      for point in points {
        guard let range = point.randomRange else { continue }
        pieces += whisker(at: point.units, range, random, frame)
      }
    }
    pieces.append(
      Drawing.line(points.map { place($0.units, $0.ranked.removal, frame) }, colour: ranked))
    for point in points {
      let middle = point.ranked.removal
      if let reach = point.ranked.interval {
        pieces += whisker(at: point.units, middle - reach...middle + reach, ranked, frame)
      }
      let (x, y) = place(point.units, middle, frame)
      pieces.append(
        Drawing.rectangle(x: x - 3, y: y - 3, width: 6, height: 6, fill: ranked))
    }
    pieces += legend(frame, hasRandom: points.contains { !$0.random.isEmpty })
    return frame.drawn(
      title: "Pixels of \(concept) that are gone when units are ablated",
      across: "units ablated", upward: "\(concept.shown(limit: 20)) removed, %", pieces
    ).source + "\n"
  }

  private static func place(
    _ units: Int, _ removal: Double, _ frame: ChartFrame
  ) -> (x: Double, y: Double) {
    (frame.x(Double(units)), frame.y(100 * removal))
  }

  private static func whisker(
    at units: Int, _ range: ClosedRange<Double>, _ colour: String, _ frame: ChartFrame
  ) -> [Markup] {
    let (low, high) = (
      place(units, range.lowerBound, frame), place(units, range.upperBound, frame)
    )
    return [Drawing.line([low, high], colour: colour)]
      + [low, high].map { end in
        Drawing.line([(end.x - 4, end.y), (end.x + 4, end.y)], colour: colour)
      }
  }

  private static func legend(_ frame: ChartFrame, hasRandom: Bool) -> [Markup] {
    let x = frame.x.places.0 + 12
    let y = frame.y.places.1 + 12
    let words =
      [(ranked, "", "best units of the ranking, 99 % interval")]
      + (hasRandom ? [(random, "6 3", "random units, mean and range of the sets")] : [])
    return words.enumerated().flatMap { number, word in
      let y = y + 16 * Double(number)
      return [
        Drawing.line([(x, y), (x + 22, y)], colour: word.0, dash: word.1),
        Drawing.word(word.2, x: x + 28, y: y + 4),
      ]
    }
  }
}
