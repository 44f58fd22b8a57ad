package import Cells
import Foundation
package import Testing

/// Compares `grid` with `Snapshots/<name>.txt` beside the calling file.
///
/// A file has the rows as seen, then the same rows with a letter for each style, then what the
/// letters mean. `make snapshots` sets RECORD_SNAPSHOTS, which writes the file instead, and fails
/// so that CI cannot record.
package func expectSnapshot(
  _ grid: CellGrid, _ name: String, file: String = #filePath,
  at location: SourceLocation = #_sourceLocation
) throws {
  let url = URL(filePath: file).deletingLastPathComponent().appending(path: "Snapshots/\(name).txt")
  let text = grid.plainText + grid.styleText
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
    try text.write(to: url, atomically: true, encoding: .utf8)
    Issue.record("recorded \(url.lastPathComponent)", sourceLocation: location)
  } else {
    let expected = try String(contentsOf: url, encoding: .utf8)
    #expect(text == expected, sourceLocation: location)
  }
}

extension CellGrid {
  /// Letters of styles, in the order in which the styles come; the plain one is a dot.
  private static let letters = Array(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
      + "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΦΨΩбгджзийлпфцчшщъыьэюяБГДЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯ")

  /// One letter a cell for its style, then a line for each letter.
  fileprivate var styleText: String {
    var known: [Style: Character] = [Style(): "."]
    var legend = ""
    var rows = ""
    for row in 0..<height {
      for column in 0..<width {
        let style = self[row, column].style
        if known[style] == nil {
          let place = known.count - 1
          precondition(Self.letters.indices.contains(place), "more than \(place) styles")
          known[style] = Self.letters[place]
          legend += "\(Self.letters[place]) \(style.title)\n"
        }
        rows.append(known[style] ?? "?")
      }
      rows += "\n"
    }
    return rows + legend
  }
}

extension Style {
  /// `#ffffff on #104080 bold`; the terminal's own colours go without saying.
  fileprivate var title: String {
    func name(_ colour: Colour) -> String? {
      guard case .rgb(let red, let green, let blue) = colour else { return nil }
      return "#"
        + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    return [
      name(foreground), name(background).map { "on \($0)" }, isBold ? "bold" : nil,
      isDim ? "dim" : nil, isReversed ? "reversed" : nil,
    ].compactMap(\.self).joined(separator: " ")
  }
}
