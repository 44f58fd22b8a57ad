import Causes

/// A removal curve in a terminal: how much is gone, by the number of units.
struct CurvePlot {
  let curve: RemovalCurve
  /// Whether more than ASCII can be shown.
  let isUnicode: Bool
  /// How wide a line may be.
  let columns: Int

  private static let height = 11
  private static let axisWidth = 9
  private static let mostWidth = 61
  private static let unitsWord = " units"

  /// The chart with its axes and what its marks mean; nothing where there is no room, or one point.
  var lines: [String] {
    let width = min(Self.mostWidth, columns - Self.axisWidth - 2 - Self.unitsWord.count)
    guard width >= 10, let most = curve.points.last?.units, most > 0 else { return [] }
    let values = curve.points.flatMap { point in
      [point.ranked.removal]
        + [point.randomRange?.lowerBound, point.randomRange?.upperBound]
        .compactMap { $0 }
    }
    let (low, high) = (min(values.min() ?? 0, 0), max(values.max() ?? 0, 0.01))
    var cells = [[Character]](
      repeating: [Character](repeating: " ", count: width), count: Self.height)
    func row(_ value: Double) -> Int {
      Int(((high - value) / (high - low) * Double(Self.height - 1)).rounded())
    }
    func column(_ units: Int) -> Int { units * (width - 1) / most }
    for point in curve.points {
      guard let range = point.randomRange, let mean = point.randomRemoval else { continue }
      for row in row(range.upperBound)...row(range.lowerBound) {
        cells[row][column(point.units)] = isUnicode ? "│" : "|"
      }
      cells[row(mean)][column(point.units)] = isUnicode ? "○" : "o"
    }
    for point in curve.points {
      cells[row(point.ranked.removal)][column(point.units)] = isUnicode ? "●" : "*"
    }
    var labels = [0: high, Self.height - 1: low]
    labels[row(0)] = 0
    let plot = cells.enumerated().map { number, line in
      axis(
        labels[number].map { "\(Int((100 * $0).rounded())) %" } ?? "",
        isZero: number == row(0))
        + String(line)
    }
    return (plot + [below(width, most)] + legend).map { $0.replacing(#/ +$/#, with: "") }
  }

  private func axis(_ text: String, isZero: Bool) -> String {
    text.aligned(to: Self.axisWidth) + " " + (isUnicode ? (isZero ? "┼" : "┤") : "|")
  }

  /// The numbers of units below their points, as far as they have room.
  private func below(_ width: Int, _ most: Int) -> String {
    var line = String(repeating: " ", count: Self.axisWidth + 2)
    for point in curve.points {
      let start = Self.axisWidth + 2 + point.units * (width - 1) / most
      guard start >= line.count + (line.last == " " ? 0 : 1) else { continue }
      line = line.padded(to: start) + "\(point.units)"
    }
    return line + Self.unitsWord
  }

  private var legend: [String] {
    let hasRandom = curve.points.contains { !$0.random.isEmpty }
    let indent = String(repeating: " ", count: Self.axisWidth + 2)
    return [indent + "\(isUnicode ? "●" : "*") the ranking's best"]
      + (hasRandom
        ? [indent + "\(isUnicode ? "○ │" : "o |") random units: mean, range of the sets"] : [])
  }
}
