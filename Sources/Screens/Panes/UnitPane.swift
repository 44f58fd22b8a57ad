import Cells
import Dissection
import Files
import Painting
import Units

/// What the chosen unit is, above the pictures that activate it most.
struct UnitPane: Sendable {
  let unit: Unit
  let view: UnitView
  let commands: CommandTable

  /// The room below the text.
  func pictureRoom(in rect: Rect) -> Rect {
    let height = 1 + min(lines(width: rect.width).count, rect.height - 2)
    return Rect(
      row: rect.row + height, column: rect.column, height: rect.height - height,
      width: rect.width)
  }

  func draw(on grid: inout CellGrid, in rect: Rect) {
    grid.head(rect, title: title)
    for (row, line) in lines(width: rect.width).prefix(rect.height - 2).enumerated() {
      grid.write(
        line, row: rect.row + 1 + row, column: rect.column, Style(bold: row == 0),
        limit: rect.column + rect.width)
    }
  }

  private var title: String {
    let level = view.findings(of: unit).map { " · level \(Self.text($0.level, digits: 2))" }
    return "unit \(unit.channel)\(level ?? "")"
  }

  private func lines(width: Int) -> [String] {
    guard view.report != nil else {
      let sentence =
        view.percent.map { "the model is being dissected: \($0) %" }
        ?? "the model is not dissected; \(commands.key(.dissect)) finds what its units match"
      return Self.wrapped(sentence, width)
    }
    guard let findings = view.findings(of: unit) else {
      return Self.wrapped("\(shown: unit.layer) is not dissected", width)
    }
    return Self.wrapped(verdict(on: findings), width) + [
      "IoU \(Self.text(findings.iou, digits: 3)) chance \(Self.text(findings.chance, digits: 3))",
      "at most \(Self.text(findings.ceiling, digits: 3)) possible",
    ] + (view.doubt.map { Self.wrapped($0, width) } ?? [])
  }

  /// Whether the unit matches a concept, and which.
  private func verdict(on findings: UnitReport) -> String {
    guard let label = view.report?.concepts[findings.label] else { return "" }
    guard findings.matches else { return "no match, best \(shown: label.name)" }
    // A concept that covers much has a high IoU with any unit.
    guard findings.iou > findings.chance else { return "matches \(shown: label.name) by chance" }
    return "matches \(shown: label.name) (\(shown: label.category))"
  }

  /// A number with some digits after the point, a large one with its exponent.
  static func text(_ value: Double, digits: Int) -> String {
    guard abs(value) < 1e6 else { return "\(Float(value))" }
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let rounded = Int((abs(value) * Double(scale)).rounded())
    let (whole, part) = rounded.quotientAndRemainder(dividingBy: scale)
    let fraction = String(part)
    let zeros = String(repeating: "0", count: digits - fraction.count)
    return "\(value < 0 && rounded > 0 ? "−" : "")\(whole).\(zeros)\(fraction)"
  }

  /// Breaks a sentence between words.
  private static func wrapped(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
